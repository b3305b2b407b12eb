"""The words that tell what a quantity counts: where its noun begins and ends, and what in front of it is none. Data only."""

from __future__ import annotations

import re

from tasks.records.vocabulary import alternatives, words

CLAUSE = re.compile(r"[,。;:!?\n]")
REST_OF_CLAUSE = re.compile(r"(?:“[^”\n]{1,20}”|[^,。;:!?、“”…\d\n]){2,24}")
SUFFERED = re.compile(r"(?:被|受到)(?!.*(?:被|受到)).{2,}")
"""What became of those who are counted: 3人因违规经商|受到处分."""
COMPARATORS = words("comparators.txt")
ENDS = frozenset([*(word[-1] for word in COMPARATORS), *"等了的底初末年"])
"""The last characters of what `TRAILING` finds: it is tried only in front of a number that stands behind one."""
VERBS = alternatives(words("verbs_after_nouns.txt"))
NOUN_BEHIND = re.compile(
    r"(?:\d+周?岁(?:及)?(?:以上|以下)?)?的?(?P<noun>(?:“[^”\n]{1,20}”|\([^()\n]{1,10}\)|[^,。;:!?、()“”《》…\d\s\x00]){1,40})"
)
MODIFIED_NOUN = re.compile(
    r"(?![由从比较同占为、和与及的”…\x00]|均|至|增加|降低|新增|提高)"
    r"(?P<modifier>[^,。;:!?《》\n\x00]{1,20}?)的(?P<noun>(?:“[^”\n]{1,20}”|[^,。;:!?、()“”《》\d\s]){1,16})"
)
SHARED_NOUN = re.compile(
    r"[、和]?\s?\d[\d,]*(?:\.\d+)?[余多]?[万亿]?(?:元|吨|亩|公里|平方米|个(?![百千]分点)|[名次例项条部份笔张辆台套座处所间栋]|[人户场批起件家](?!次))(?=[^\s,。;、:和])"
)
CHANGED = (
    "(?:压缩|缩短|压减|缩减|减少|降低|下降|下调|提高|提升|增长|增加|上升|上调|扩大|扩展|拓展|整合|合并|精简|调整|优化|延长|增)"
    "(?:了|至|到|为|成)|[降增升减调变改延]至|[降增升减调变改延]到|[降增减变改]为"
)
"""What happened to a quantity, with where it went (由3天|压缩到1天): no noun, and the end of one."""
NO_NOUN = re.compile(
    rf"(?:{CHANGED}|[,。;:!?、()”…\n]|$|[和与及并共]|以及|已|均|占|较|因(?!素)|要(?![点道素闻件害])|比|同比|其中|在(?!建|校|职|册|岗)|为|由|从|到|于|被(?!巡[视察]|督察|审计|征地)|将|对|以|按|参训|"
    rf"的?问题$|左右|(?:之|以)?[内后前](?![容部设外资河勤期往沿瞻台列])|中[,,]|{VERBS})"
)
STOP = re.compile(
    rf"{CHANGED}|{VERBS}|主要(?!负责|领导|指标|人员|任务|责任|河|道|街)|超过|已|均|将|由|因|赴|被|对(?![口象外接标账])|在(?![建校职册岗线])|为(?!民)|未(?!成年)|到(?!位)"
    r"|从(?!业)|(?<![方走导定纵横面倾流意去风志趋双])向(?![上日心导好阳])|近日|日前|下达了?(?=责令|整改|通知|任务)|举行(?!地)|现场签约|牵头(?=组织|开展|负责|制定|办理|实施)|集中(?=约谈|谈话)|统一(?!战线|大市场|社会|标准|考试|平台)|调整(?=岗位|职务)|(?<=[位组织局委镇乡])反馈(?=意见|情况|问题|巡)|反馈了|还(?=[违有在将要需被未])|各(?=抽|派|选|安排)|提交(?!的)|以(?![上下内])|共(?![产青同建享])|中$"
)
ATTRIBUTE = re.compile(rf"全覆盖(?=[^,。的])|[未已拟待在新续](?:{VERBS})(?=[^,。的])")
"""A verb that belongs to the noun behind it: 15个|未开工项目."""
LEADING = re.compile(
    rf"(?:{alternatives(words('leading_words.txt'))}"
    r"|现(?![代场金行状役货实象])|[和与](?![谐平美田睦会])|及(?![时格])|并(?![网购联轨行])|共(?![青产享同建治富赢生])|均(?![衡价等])|各(?![级类项])|[一二三四五六七八九十]是|\([一二三四五六七八九十]+\)|(?:\d{1,2}[至到—-])?\d{1,2}月份?|且(?=[已被在均])|\(?\d+\)?[.、]?)+"
)
TRAILING = re.compile(
    rf"(?:(?P<comparator>(?:均|也|已经|已|同比|环比)?(?:(?<![签履节预违集邀解续截])(?<![行作](?=为))(?:{alternatives(COMPARATORS)})|(?:是|相当于)(?:[^,。]{{0,10}})的|[由从](?:20\d\d年|[去上前]年|年)(?:同期|[初末底])?的?))|等|了)+$"
)
MOVES = words("moves.txt")
CHANGES = (*MOVES, *"高低快慢多少")
"""What happened to a quantity; of two that are compared, one is higher, lower, faster …"""
PEERS = ("平均", "水平", "均值", "全市", "全省", "全国")
"""How a clause ends that sets a number against others (低于全市平均0.3个百分点)."""
COMPARING = (*CHANGES, *PEERS)
AFTER_CHANGE = "了约近超过达到"
CHANGE = re.compile(
    r"(?P<change>(?:(?<!占)比(?![重例])|较)[^,。]{1,14}[高低快慢多少]|(?:(?:同比|环比)(?:\(下同\))?|(?<!占)比(?![重例])[^,。]{0,10}|较[^,。]{0,12})?(?:分别)?(?:大幅|小幅|略|微|显著|明显)?净?"
    rf"(?:{alternatives(MOVES)}|(?<![^比较差])[高低快慢多少])|[高低快慢好优多少][于出][^,。]{{1,10}}|超过?[^,。]{{1,10}}(?:平均|均值|水平))(?:了|约|近|超过|超|达到|达)?$"
)
BARE_VERB = re.compile(
    r"(?:部分|再|已经|已|未|实际|自然|阶段性|两年平均|年均|平均|尚|正在|正|新|仅|还|其中|有|基本|全部|依法|及时|按期|按时|成功)*"
    r"(?:开工建设|开工|竣工|落地|投产|完成|办结|整改|签约|新增|建成|在建|促成|更换|获批|申报|储备|检查|整治|占比|占|保留|修改|废止|取消"
    r"|受理|审结|履约|履行|上线|排查|摸排|追回|收回|追缴|收缴|拆除|移交|剩余|其余|余下|每[村户人镇乡校街社]|销号|解决|惠及|受益|发放|兑现|办理|安排|下达|拨付|支付|终止协议|差|增速|增幅|降幅|涨幅|(?:国家|[省市县区镇])级){0,2}(?:了|完成)?"
)
SHARE_OF = re.compile(r"的?占.{0,14}|(?:为|完成|相当于).{1,14}的")
VERB_AND_OBJECT = re.compile(
    r".{0,4}?(?:召开|开展|组织(?!部|先后)|举办|举行|组建|邀请|安排|配备|投入|选派|派出|派驻|出动|培训|发放|建立|设立|设置|安装|购置|抽调|聘请|聘任|动员)了?"
    r"(?!开展|召开|实施|完成|举办|参加|全[区县市镇省]|各).{2,}(?<![的对为在等向从由和与及各])(?<!全[区县市镇])(?<![省市县区镇]级)"
)
"""In front of a number: the object is named already (安排救护车|3辆|夜间待命)."""
OF_A_RATE = re.compile(
    r"(?P<owner>[^的]*?(?:人员|干部|党员|同志|代表|学生|群众|企业|单位|部门|村|社区|项目|案件))[^的]*率(?:均|都)?(?:达到?|为)?"
)
"""A noun in front of a rate: 163名工作人员|年度考试合格率100%."""
STOCK = re.compile(r"[存出][栏笼]")
"""What became of a herd; the number in front names the animals (生猪存栏10万头、|出栏20万头)."""
IN_VIEW = re.compile(r"[^,。;\d]{0,12}看,")
"""Behind a number that only opens a view (从180个问题类型|看,违规吃喝达到70个): what follows says what it counts itself."""
PERSONS = frozenset("人名位")
LIST_AFTER = re.compile("[、和及与]")
TERMS = re.compile(
    r"同口径|可比口径|(?:扣除|剔除|按照?)[^,。]{2,14}(?:后|计算|折算|口径|因素)|(?:上年|去年)?同期|折合|折算"
)
"""In what terms the same thing is stated once more: 扣除留抵退税因素后, 按年平均汇率折算."""
MULTIPLIED = re.compile(r"的|(?:是|为|相当于)[^,。\d]{0,12}")
"""In front of an amount that is multiplied, or of how many times: 是“十二五”时期|4.3亿元的1.8倍."""
TIMES = re.compile(r"的\d[\d.]*倍")
ONLY_CHANGES = re.compile(
    r"[,;]?(?:同比|环比|[比较](?:上年|去年|\x00+)(?:同期)?)净?(?:增加|减少|增长|下降|上升|提高|降低|缩短|延长)了?"
)
OBJECT_AHEAD = re.compile(r"(?:随即|立即|并|已|现|再|分别|先后|另|还)*[对将把]")
"""Alone in front of a number: what is counted stands behind, or what was done to it (对1人|予以警告)."""
BASE = re.compile(r"[比较](?:上年|去年|20\d\d年)?(?:同期|年[初末底])?(?:决算数|预算数|完成数|基数)?的?")
"""In front of a number: the same thing at another time, which growth starts from (比上年决算数|14亿元增长3%)."""
DAY = re.compile(r"(?:截[至止])?(?:到|目前)?(?:\d{1,2}月)?\d{1,2}[日月](?:[上下]午|晚)?.{0,4}")
"""A clause that only names a day whose year nobody says."""
MEAN = ("两年平均", "年均", "平均")
PACE = ("增速", "增幅", "降幅", "涨幅")
TAKEN_UP = re.compile(r"^(?:共|新)*(?:受理|收到?|接收|接到)(?=.{0,12}案件)")
"""In front of cases that were received: of those 审结 tells, it says nothing."""
OF_RATE = re.compile(r"(?P<noun>[^\d\x00]*?)(?:达到?|为|超过?|在|低于|高于)?\d[^\x00]*的")
"""What those are that a number counts which stands behind a rate: 完成率达到100%的|51个."""
DONE = re.compile("(?:均|也|已经|已)*完成")
PAID = re.compile(r"的?(?:标准)?(?:给予|予以|发放|享受|拨付)(?P<noun>[^,。;\d\n]{2,14})")
AMOUNT = re.compile(r"(?:投资|额|率|值|面积|收入|资金|占比|比例|比重|总量|产量|支出|时间|长度)$")
MEASURES = re.compile(r"元$|%|百分点|亩|米|公里|公顷|吨")
SET_AGAINST = re.compile(rf"{MEASURES.pattern}|倍|位")
"""Units of what an amount is measured by once more: its growth, its area, how many times as much, its rank."""
AMONG = re.compile(
    r"(?:位?居|位?列|排名?|排在?|名列)?(?:全[国省市县区州]|本[省市])[^,。]{0,6}|完成(?:排名|位居)全[国省市县区州]"
)
"""In front of a rank: among whom, and nothing of what is ranked (总产值36亿元,居全市|第3位)."""
MONEY = re.compile(r"元$|%|百分点")
REST = re.compile(r"(?:完成|剩余|其余|余下)$")
"""In front of an area or a length: what is measured stands behind (完成剩余23.5亩|土地征收)."""
OCCASION = re.compile(r"(?:会议|会|检查|培训|活动|行动|督查|督导|调研|学习|讲座|演练)$")
MONEY_ENDS = ("元", "%", "点")
LONGEST = 40
BOUNDARY = re.compile(r".{0,12}?[、和及与的)”]")
"""Where a label that is too long begins anew, if a word ends soon."""
SHORT_CLAUSE = 4
