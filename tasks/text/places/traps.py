"""Where a place name is no place: the tables that the matcher's guards read. Data only."""

COMMON_NOUNS = frozenset(
    [
        "城区",
        "郊区",
        "矿区",
        "市区",
        "老城区",
        "新城区",
        "市中区",
        "城中区",
        "城东区",
        "城西区",
        "城南区",
        "城北区",
        "新市区",
        "城关区",
        "市郊区",
        "江北区",
        "江南区",
        "河东区",
        "河西区",
        "经济区",
        "城郊区",
    ]
)
"""Divisions whose names are also ordinary words: believed only in a frame, as two-character names are."""

BEFORE = {
    "海城市": "沿滨临上环近",
    "增城市": "新",
    "南山区": "东西中",
    "东山区": "广鲁胶",
    "中山区": "其高集",
    "宝山区": "",
    "西山区": "东广桂",
    "长安区": "",
    "公安县": "由经",
    "和政县": "",
    "城市": "",
}
"""Name → characters in front of which it is part of another word: 沿海城市, 中南山区, 高中山区."""

JOINED_BY = "和与及或"
"""A name that begins with one of these (和县, 和平区) is a conjunction and a noun after a kind of division: 市和县."""

KINDS_OF_DIVISION = "省市州区县旗乡镇村街级"

AFTER = {
    "县": "长级域乡直城志",
    "区": "长域别块位间段划级",
    "市": "长场",
}
"""Last character of a weak name → characters after which it is no name: 代县长, 城区域, 郊区块."""

NOT_AFTER_SHORT = "路街道巷桥港湾河江山湖大学公园装裤鞋"
"""A short name in front of one of these is a street, a river, a school …: 中山路, 南京大学, 朝阳公园."""

ORGANS = (
    "人民政府",
    "政府",
    "委",
    "人大",
    "人民代表大会",
    "政协",
    "政法委",
    "人民法院",
    "人民检察院",
    "人武部",
    "教育局",
    "财政局",
)
"""What follows a name that is believed to be an authority's: 和县人民政府, 代县县委."""
