"""Where a place name is no place: the tables that the matcher's guards read. Data only."""

import re

COMMON_NOUNS = frozenset(
    {
        "老城区",
        "新城区",
        "市中区",
        "城中区",
        "城东区",
        "城西区",
        "城南区",
        "城北区",
        "城关区",
        "新市区",
        "老市区",
    }
    | {
        "市郊区",
        "市南区",
        "市北区",
        "南市区",
        "东市区",
        "西市",
        "北市区",
        "中市区",
        "工农区",
        "江北区",
        "江南区",
    }
    | {"河东区", "河西区", "南郊区", "新建区", "前进区", "中原区"}
)
"""Divisions whose names are also ordinary words: believed only in a frame, as two-character names are."""

VERBS = frozenset({"任县", "应县", "随县", "和县", "临县", "富县", "兴县", "通县", "成县", "开县", "达县"})
"""Counties whose names begin like a verb or a conjunction (应县委邀请, 任县委书记): believed at a line's start only."""

BOUNDARY = "开在对向与及和由经据到为于至从将把是的共即按请令函报送给原驻赴来我"
"""Characters that may stand in front of a weak name; after any other the name is the tail of a longer word: 浦东区."""

OPENS = '《<“‘"([〔【\n\r\t \u3000、,。:;!?0123456789—-'
"""Marks after which a line or phrase begins."""

BEFORE = {
    "海城市": "沿滨临上环近靠山",
    "南山区": "东西中",
    "东山区": "广鲁胶辽",
    "西山区": "东广桂",
    "中山区": "其高集",
    "公安县": "由经市省",
    "长治": "河林湖田街路山",
    "海南": "上",
    "大同": "促求共",
    "和平": "促求为护",
    "东方": "在向",
    "通化": "普流融",
    "高平": "提",
    "安康": "保",
    "长安": "",
}
"""Name → characters in front of which it is part of another word: 沿海城市, 中南山区, 河长治."""

DECOYS = ("中共", "召开", "市辖区")
"""Words that are matched so that nothing inside or across their end is: 中共和县委 is no 共和县,
召开封丘县… is not 开封."""

JOINED_BY = "和与及或"
"""A name that begins with one of these (和县, 和平区) is a conjunction and a noun after a kind of division: 市和县."""

KINDS_OF_DIVISION = "省市州区县旗乡镇村街级"

AFTER = {
    "县": "长级域乡直城志处",
    "区": "长域别块位间段划级",
    "市": "长场",
}
"""Last character of a weak name → characters after which it is no name: 代县长, 城区域, 郊区块."""

AFTER_ANY = {"区": "域块位间段"}
"""The same for every name, however strong: 新华区域 is no district."""

CITY_NOUN = "城市"
CITY_WORDS = tuple(
    [
        "管理",
        "建设",
        "更新",
        "规划",
        "运行",
        "治理",
        "综合",
        "基础",
        "功能",
        "品质",
        "化",
        "生活",
        "道路",
        "绿化",
        "环境",
        "体检",
        "排水",
        "生态",
        "文明",
        "经济",
        "发展",
        "空间",
        "交通",
        "形象",
        "风貌",
        "面貌",
        "居民",
        "群",
        "圈",
        "间",
        "地",
        "的",
        "、",
    ]
)
"""A name that ends like the noun (塔城市) is none in front of these, unless something bounds it: 白塔城市管理."""

NOT_AFTER_SHORT = "路街道巷桥港湾河江湖大学公园装裤鞋舰"
"""A short name in front of one of these is a street, a river, a school …: 中山路, 南京大学, 朝阳公园."""

ORGANS = (
    "人民政府",
    "政府",
    "委",
    "县委",
    "区委",
    "市委",
    "党委",
    "人大",
    "人民代表大会",
    "政协",
    "政法委",
    "人民法院",
    "人民检察院",
    "法院",
    "检察院",
    "纪委",
    "监委",
    "人武部",
    "教育局",
    "财政局",
    "公安局",
    "统计局",
    "司法局",
    "发展和改革局",
    "发展改革局",
    "融媒体中心",
)
"""What follows a name that is believed to be an authority's: 和县人民政府, 代县县委."""

CONGRESS = re.compile("第[一二三四五六七八九十]{1,3}届")
"""What follows the name of a division that has a congress and a government: 赵县第八届人民政府."""

ORGAN_LINE = re.compile(
    r"[\u4e00-\u9fff]{2,16}?(?:局|办公室|委员会|协会|联合会|总工会|中心|指挥部|领导小组|公司)(?=[\s(]|关于|\d|$)",
    re.M,
)
"""What follows such a name where it begins a line that names an organ: 和县农业农村局."""

FORMAL = ("人民政府", "县委", "20", "国民经济", "法治政府")
"""What follows such a name at the start of a line, when it is meant."""

OPENING_WORDS = ("20", "19", "第", "国民经济", "法治政府", "法治建设", "政务", "全面", "开展", "召开", "关于")
"""What follows a weak name that begins a title or a line: 代县2023年…."""
