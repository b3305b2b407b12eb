"""Structure → facts. Pure, like `tasks.text`: one module per record kind, and the model that they share."""
