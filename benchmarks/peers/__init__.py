"""What a user would write instead: the words of every line of a folder to Parquet, by five other frameworks.

Each script reads CORPUS, OUT and ENGINE from the environment and runs in an own one (requirements.txt); OUT becomes a
folder of Parquet files with the columns file, line and words. ENGINE is `jieba` or `rjieba`.
"""
