"""Words that lean on the name before them made whole: 政府性基金收入和支出, 债务限额是多少 | 余额呢."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.lexicon import load_lexicon
from bot.literals import han_number
from bot.question import is_limit, is_strong
from bot.sayings import outright
from bot.terms import Token
from bot.transfers import with_source_first

_PARTNERS = {"总收入": "总支出", "收入总计": "支出总计", "收入合计": "支出合计", "收入": "支出", "限额": "余额"}
_PARTNERS |= {other: one for one, other in _PARTNERS.items()}
"""Two sides of one account: a name that ends in the one gives its beginning to the other."""
_LONGEST_FIRST = sorted(_PARTNERS, key=len, reverse=True)
_SIDES = ("收入", "支出")
_GENERAL = "一般公共预算"
"""What 市本级支出 and 1-4月收入 are of where nothing else is named."""
_DEBT = "债务"
_FUNDS = frozenset({"政府性基金", "国有资本经营", "社会保险基金", "社保基金", "地方一般公共预算"})
_FUND = r"(?P<fund>(?:地方)?一般公共预算|政府性基金(?:预算)?|国有资本经营预算|社会保险基金(?:预算)?|社保基金)"
_SURPLUS = re.compile(
    _FUND + r"(?P<between>.{0,4}?)(?:是|是否|有没有)?(?P<way>收大于支|收多于支|支大于收|收不抵支|收小于支|入不敷出)"
)
_BOTH_SIDES = re.compile(
    rf"(?:{_FUND}|(?P<fiscal>财政拨款))?的?收支(?:的|之间的?)?(?:差额|差距|之差|相差|差(?!异|不多))"
)
"""收支差额: what comes in less what is spent."""
_ROOM = re.compile(
    r"(?:距离?|离)?(?P<debt>(?:地方政府|政府|专项|一般)*债务)"
    r"(?:(?:余额|限额)?(?:的|距离?|离|还|与|和|其)*(?:债务)?(?:限额|余额)?(?:还有|还剩下?|尚有|有)?"
    r"(?:多少|多大)的?(?:举债|举借|发债|债务|新增|剩余)?(?:空间|余地|额度|差距)"
    r"|余额(?:距离?|离|与|和)(?:债务)?限额(?:还|相)?[差有]多少)"
)
"""债务限额还有多少空间, 余额离限额还差多少: what may still be borrowed."""
_AS_MUCH = re.compile(r"(?<!没)有(?:没有)?(?P<other>[^有比较过超,。?]{2,40}?)(?P<way>多|大|高)(?=吗|[?。]*$)")
_AND_SHARE = re.compile(r"[占是算]大头[吗么]?[,?。]*(?=占)")
_LEAVING = r"\b(?:leav|sett|putt|tak)(?:ing|e)? (?!aside|out\b|off\b)"
_ASIDE = re.compile(
    rf"{_LEAVING}([^,;?]{{2,60}}?) (?:aside|to one side|out(?: of (?:it|the (?:total|picture|count)))?)(?=,)"
    rf"|(?<=, ){_LEAVING}([^,;?]{{2,60}}?) (?:aside|to one side|out)(?=\?|$)"
)
"""Leaving the police aside, which department …: what is left out stands between the words for that."""
_MOST_AND_LEAST = re.compile(
    r"(?P<lead>[^。?;]*?)(?P<most>最[多高大少低小]的?)(?P<is>(?:是|有)?哪[个家些项类所])[,、和与]+(?P<least>最[多高大少低小]的?)(?=(?:是|有)?哪)"
)
"""支出最多的是哪家、最少的是哪家: two questions, of which the second leaves its beginning to the first."""
_EACH_END = re.compile(
    r"(?P<lead>[^。?;]*?)(?P<which>谁|哪[个家些项类所年])(?P<most>最[多高大])[,、和与]*(?:(?P=which))?(?P<least>最[少低小])(?=[?。]*$)"
)
"""三家里谁最多谁最少: the same, where nothing behind it says that all of them are to be put in order."""
_SUM_OF_MONEY = r"\d[\d,.]*(?:亿|万|千)?元?"
MOVES = "增加额|减少额|增减额|增长额|增加数|减少数|增幅|降幅|涨幅|跌幅|增速|增长率"
_WHY_APART = re.compile(
    "为(?:什么|何|啥)(?:会)?(?:不一样|不同|不一致|对不上|不相同|有差别|不相等)(?:呢|啊)?[,;。?]+(?P<gap>(?:相?差了?|差额是?|差距是?)(?:多少|几多|几何)(?:万?元|钱)?)"
)
"""A和B为什么不一样，差多少: how far apart they are, and why."""
_PLANNED_FIRST = re.compile(
    rf"(?:年初|当初|原来|原本|本来)的?(?:有|安排|批|列|定|编)?了?的?预算(?:是|为|有)?{_SUM_OF_MONEY},(?=[^,;。?]{{0,6}}(?:花|用)[^,;。?]{{0,6}}(?:吗|没有?|多少))"
)
"""三公经费年初预算2万元，最后花了吗: what was planned is told, and what came of it is asked for."""
_PERCENT_SAID = re.compile(
    r"(?P<move>增长|增加|减少|下降|上升|提高|降低|上涨)了?多少呢?[?,。][^,。?\d]{0,6}(?:里|中|上|的|要|给|说|用|按)?(?:百分比|百分数|百分率)[?。]*$"
)
"""比上年增长多少？说明里的百分比: by how much percent."""
_WITH_GOALS = re.compile(
    "有?(?P<many>多少|几)个(?P<what>项目|专项)(?:编报?|申报|填报|设置?|设定|制定|有|编制)了?绩效目标"
)
"""多少个项目编了绩效目标: how many projects with goals there are, and no name of a project."""
_GUESSED = re.compile(
    r"(?P<asked>(?:多少|几)(?:万元|亿元|元|万|钱|个|家|人|辆|名)?)[,。?;]+(?P<guess>(?:主要|大部分|应该|都|大多)?是[^,。?;\d]{2,12})吧[?。]*$"
)
"""多少万元，主要是货物吧？ is a question, and one for yes or no behind it."""
_NUMBERED = re.compile("(?P<code>(?:编码|代码|编号)(?:是|为)?)(?:第?几号|几号|多少号)")
"""科目代码是几号: what the code is."""
_EACH_MUCH = re.compile(
    "(?<=[,;。?])(?:每(?:一)?(?:个|项|家|笔|款|类|块)|各个)(?:分别|各)?(?:要|是|有|花|安排)?(?P<much>多少)"
)
"""有哪几个项目，每个多少钱: how much each is."""
_NAMED_WITH = re.compile(
    "(?:名字|名称|名)(?:里|中)?(?:都|均)?(?:带有?|含有?|包含|有)[^,;。?的]{1,12}的(?=[两二三四五六七八九几]个[^,;。?]{0,24}、)"
)
"""名字里带“补助”的三个专项（甲、乙、丙）: the list says which ones."""
_TOLD_CHANGE = re.compile(
    r"(?:比(?:上年度?|去年度?|上一年度?))?(?:说|称|是)?(?:比(?:上年度?|去年度?))?(?:增长|增加|减少|下降|增列|减列|上升|多|少)了?\d[\d,.]*(?:%|亿|万|千)*元?[,。;?]"
    r"(?:那么?)?(?=(?:去年|上年度?|上一年度?|前一年)[^,;。?增减涨降]{0,6}(?:多少|几))"
)
"""办公费增加了1万元，那去年是多少: how far it rose is told, and what it was before is asked for."""
_SO_MANY_PARTS = re.compile("(?:分成|分为|分|有|包括|包含)了?几(?:块|部分|个部分|个方面|大块)(?=[,。?;]|$)")
"""专项分成几块: how many parts it has."""
_SOME_MORE = re.compile(
    r"(?:真的?|大概)?(?:是|有)?(?P<figure>\d+|[一二两三四五六七八九十百千]+)(?:多(?P<scale>万|亿)|(?P<whole>万|亿)多)元?(?=[吗么])"
)
"""有八百多万吗: between 800万 and 900万."""
_PERCENT_CHECKED = re.compile(
    r"(?:增加|减少)\d[\d,.]*(?:亿|万|千)?元,(?=(?:增长|下降|降低)\d[\d,.]*%.*(?:增幅|降幅|百分比|幅度|比例)[^?]{0,6}(?:对不对|对吗|正确吗|准确吗|有没有错|有误))"
)
"""“增加30万元，增长20%”，这个增幅算得对不对: only the percent is to be checked."""
_FIGURE_SAID = re.compile(
    r"\d[\d,.]*(?:亿|万|千)?元?,?这(?:个|笔)?(?:数字?|数额|金额|钱)?(?=(?:是不是|是否|有没有)?(?:比|超过|大于|高于|低于|小于)[^?]*[?。]*$)"
    r"(?![^?]*\d[\d,.]*(?:亿|万|千)?元)"
)
"""说明里写安排600万元，这个数是不是比支出总计还大: the figure that is told of the thing is no limit of the claim."""
_FROM_TO = re.compile(
    "(?:从|由)多少(?P<verb>(?:调整|调增|调减|追加|调)|增加|增长|上升|提高|减少|下降|降低|压减|变化?|涨|升|降|减)?(?:到|为|至|成)了?多少"
)
_ADJUSTS = ("调", "追加")
_OTHER_YEAR = re.compile("上一?年|去年|前年|同期")


_MOVED_OUT = re.compile(
    "(动用|补充)了?多少(?:钱|资金)?的?((?:预算稳定调节|预算周转|调节)+(?:基金|金))(?:是|有)?(?:多少)?"
)
"""动用了多少预算稳定调节基金: the row is called by verb and name."""
_WORKED_OUT = re.compile(
    r"[,;。?]?(?:请|可|可以)?(?:用|根据|按照?|依据|依照|从|由|通过|凭|拿)(?=[^,;。?]*\d{4}年)[^,;。?\d]{0,6}\d{4}年[^,;。?\d]{0,16}?"
    r"(?:倒推|反推|推算|推导|推得?出|倒算|反算)(?:一下|出来|得出|得到)?[,。?]?"
)
"""How a figure of another year is to be found, 用2024年决算说明倒推: the papers that tell it are looked at anyway."""


_BOTH_PARTS = re.compile(
    r"基本(?:加上?|和|与|跟|\+|、)项目(?=支出的?[一总加合都]|[一总加合都])(?:支出)?(?:都|加起来|合起来|合在一起)?(?:算上?|算)?"
)
"""出差费用，基本加项目总共多少: the whole of the item, not 基本支出 of it."""
_INCLUDED = re.compile(
    r"^(?P<first>.+?)(?P<asked>(?:是|有|为)?(?:多少|多大|几何)[^,。?;]*)[,。?;](?P<part>[^,。?;]{2,10}?)(?:也|都|一并|全都)?"
    r"(?:算进去|算进来|算上|计算在内|包括在内|算在内|加进去|算在里面)[。!]*$"
)
"""收入多少？上年结转也算进去: the two added up, where the first is no total that has the second in it."""
_TOTALS = re.compile("盘子|总|合计|全部|一共")
_OR_NOT = re.compile(r"(?<=[一样致同上平过到了着多少高低大小够对准车费款人])不(?=[?。!]|$)")
"""跟表里一致不: a question for yes or no."""
_IN_ALL = re.compile(r"(?<=[项个者家类款])共(?:计)?(?:支出|花费|花|安排|用|投入|拨付|分到|拿到|列支)了?(?=多少|几)")
"""两项共支出多少: the two added up."""
_SO_MANY = re.compile(
    r"(?<=[税费金款])([两三四五六七八九])(?:税|费|金|险|款|样|笔|块|个税种|个科目)(?=合计|加起来|一共|总共|共计|之和|相加)"
)
"""增值税、企业所得税、个人所得税三税合计."""
_AND_ANOTHER = re.compile(r"^(?P<first>[^,。?;]*[^,。?;多少几]),(?P<other>[^,。?;]{1,14}?)又(?:是|有|为)?(?=多少|几)")
"""政府采购预算总额，服务类又是多少: two questions, of which the first leaves its asking to the second."""
_HOW_MANY = re.compile("好多(?=(?:钱|人|辆|台|个|户|批|次|家|项|万|元)?[^,。?;]{0,3}[?。]*$)")
"""有好多人: 多少, as the south-west says it."""
_CARS = re.compile("(?P<many>多少|几)[台部](?:公务?)?(?:用)?(?=车)")
"""有几台公车: cars are counted in 辆."""
_SCORED = re.compile("(?:(?<=自评)|(?<=评价))(?:(?:得|评|打)了?)?(?:多少|几)分")
"""自评得了多少分: papers tell the 得分."""
_VILLAGES = re.compile("(?P<which>[哪各每几][个些]?)村(?:[或和与、]|还是)?[(（]?社区[)）]?")
"""哪个村（社区）: forms list both as one sort of row."""
_HELD_AGAINST = re.compile(
    r"[,、]?(?:跟|和|与|同)(?P<base>\d{4}年[^,。?;]{0,12}?)(?:相比|比较|比起来|比)(?=[^,。?;]{0,6}(?:增|减|多|少|涨|降|高|低|下))"
)
"""财政拨款收入，跟2024年执行数比增加了多少: 比2024年执行数增加了多少."""
_PERSONS = re.compile("(?P<many>几|多少)个人(?![员均])")
"""几个人 is 多少人."""
_VISITORS = re.compile("(?P<first>接待了?(?:多少|几)批次?)[,、和与]?(?:接待了?)?(?P<many>多少|几)人次?(?!员|数)")
"""接待了多少批、多少人: those received are counted in 人次."""
_PAST_LIMIT = re.compile(
    "债务(?:余额)?(?P<whether>有没有|是否|有否|是不是)?(?:已经)?(?:超过|超出|突破|超)了?(?:债务)?限额"
)
_GRANTED = re.compile(
    "财政(?:局|部门)?(?:给|对|向)(?P<body>[^,。?;]{2,20}?)拨(?:付|款)?了?(?=[^,。?;]{0,2}(?:多少|几))"
)
"""财政给某院拨了多少钱: what it got of the treasury."""
_OF_FISCAL_SIDE = re.compile(
    "财政(?P<side>收入|支出) ?(?:是?指|即)?(?P<fund>一般公共预算|政府性基金)(?!预算|收入|支出)"
)
"""财政收入（一般公共预算）: the income of that fund."""
_YEARS_LAST_DAY = re.compile(r"(?<=\d年)12月31日")
"""截至2024年12月31日: the end of that year."""
_SO_MANY_PIECES = re.compile(
    r"(?<=[^第])[两二三四五六七八九](?:块|样)(?:支出|收入|费用|经费|科目|项目|资金)?(?=(?:合计|加起来|一共|总共|共计|之和|相加))"
)
"""A和B两块支出合计: how many are added is seen."""
_SHARE_IN_MONEY = re.compile(r"的?(?:份额|比例|比重)(?=(?:是|有|为)?多少(?:钱|[万亿]?元))")
"""留给中小企业的份额是多少钱: an amount, no percentage."""
_USED_UP = re.compile(
    r"(?:用|花|耗|占)(?:掉|去)了?(?=[^,。;?]{2,24}的?(?:百分之[几多]|几成|多少百分|多大比例|多少比例|几分之几))"
)
"""余额用掉了限额的百分之几: the one as a share of the other."""
_YEAR_END = re.compile(
    r"(?P<when>(?:年[底末]|年终(?!结余)|岁末|期末)(?:时|的时候)?[^,。;?年上初]{0,10}?)(?P<left>结转和?结余|(?<!结转)(?<!结转和)(?<!滚存)(?<!累计)(?<!收支)结余)"
)
"""到2024年底账上还结转结余多少: what is left at the end of the year, not what it began with."""


_OUR_SHARE = re.compile(r"\b(?:our|its|their) share of (?:the )?(?!total|whole|all)(?=\w)")
"""our share of the regional jail: what is paid for it."""
IN_MEASURE = re.compile(r",? in (?P<measure>minutes|hours|days|miles|acres|tons|tonnes)(?=[?.]?$)")
"""What is asked for in a measure at the end of a question."""
_STEADILY = re.compile(
    "(?:一年比一年|一年一年地?|年年都?|每年都|一直都?|连年|持续)在?(?:变|越来越)?(?P<way>[多高大涨增]|增加|增长|上涨|[少低小降减]|减少|下降)了?(?=[吗么?。]|$)"
)
"""一年比一年多吗: 逐年增加吗."""
_LISTED = re.compile(
    r"^(?P<lead>.{0,30}?)把(?P<what>[^,。?;]{4,60}?)这?[两二三四五六七八九几]个(?:数字?|金额)?(?:都|分别)?(?:列(?:出来|一下|给我)|列出|写出来)[?。]*$"
)
"""把2024年预算、2024年决算两个数列出来: how much each is."""
_LIST_ONE = re.compile("请?(?:列出|列示|列明)(?=[^,、。?;各所有]{4,40}(?:预算数|决算数|执行数|金额|数额)[。?]?$)")
"""请列出经营支出预算数: one figure, no list."""
_ANY_COUNTY = re.compile("(?P<which>哪一?个|各)(?:县市、区|县、市、区|县市区|市县区)")
"""哪个县（市、区）: 区县, as the forms of transfers and debts list them."""
_SEE = re.compile("(?<=[少额数钱])(?:见|详见|参见)[^,。?;]{1,14}(?=[?。]*$)")
_SO_MANY_BODIES = re.compile(
    "(?<=[和、与及跟])(?P<last>[^,。?;和、与及跟]{1,16}[中学园院校馆])[两二三四五六七八九](?:所|家|个)(?:学校|单位|部门|局|馆|中学|小学|医院)(?=[^,。?;]{0,24}(?:合计|加起来|一共|总共|共计|之和|相加))"
)
"""一中和二中两所学校合计: how many are added is seen."""
_HOW_MANY_CARS = re.compile("(?:共|一共|总共|还)?有?(?P<many>多少|几)辆(?:公务用车|公务车|公车)(?=[?。]*$)")
"""有几辆公务用车: 公务用车有几辆."""
_UNITS_BEYOND = re.compile(
    r"(?:部门|系统|下属|所属)?有?(?:几|多少)[家个](?:下属|所属|预算)?单位的?"
    r"(?P<what>[^,。?;]{2,20}?(?:超过?|高于|大于|突破|不到|不足|低于|少于|不超过|在)[^,。?;]{1,16}?元(?:以上|以下|以内)?)(?=[?。]*$)"
)
"""有几家单位支出超过1000万元: those above it are counted, not the units."""


def spelled_out(text: str) -> str:
    """The prepared question with sayings of the field as what they compare: 收大于支, 还有多少举债空间, A有B多吗, 从多少调到多少."""
    text = outright(text)
    asked = _WORKED_OUT.sub("", text)
    text = asked if re.search(r"\d{4}年", asked) else text
    text = _ASIDE.sub(lambda found: f"excluding {found[1] or found[2]}", text)
    text = with_source_first(_BOTH_SIDES.sub(_sides_apart, _SURPLUS.sub(_sides_compared, text)))
    text = _INCLUDED.sub(_with_part, text)
    text = _HOW_MANY.sub("多少", _SO_MANY_PIECES.sub("", text))
    text = _MOST_AND_LEAST.sub(r"\g<lead>\g<most>\g<is>?\g<lead>\g<least>", text)
    text = _EACH_END.sub(r"\g<lead>\g<which>\g<most>?\g<lead>\g<which>\g<least>", text)
    text = _SOME_MORE.sub(_as_range, _PLANNED_FIRST.sub(",", _WHY_APART.sub(r"\g<gap>,为什么", text)))
    text = _WITH_GOALS.sub(r"有绩效目标的\g<what>有\g<many>个", _PERCENT_SAID.sub(r"\g<move>百分之多少", text))
    text = _NAMED_WITH.sub("", _EACH_MUCH.sub(r"各\g<much>", _NUMBERED.sub(r"\g<code>多少", text)))
    text = _TOLD_CHANGE.sub(",", text)
    text = _SO_MANY_PARTS.sub("有几个子项目", text)
    text = _GUESSED.sub(r"\g<asked>?\g<guess>吗?", text)
    text = _PERCENT_CHECKED.sub("", _FIGURE_SAID.sub("", text))
    text = _SCORED.sub("得分是多少", text)
    text = _VILLAGES.sub(r"\g<which>村", text)
    text = _HELD_AGAINST.sub(r"比\g<base>", text)
    text = _PERSONS.sub(r"\g<many>人", text)
    text = _VISITORS.sub(r"\g<first>、接待了\g<many>人次", text)
    text = _SO_MANY_BODIES.sub(r"\g<last>", _LIST_ONE.sub("", _SEE.sub("", _ANY_COUNTY.sub(r"\g<which>区县", text))))
    text = _HOW_MANY_CARS.sub(r"公务用车有\g<many>辆", text)
    text = IN_MEASURE.sub("", _OUR_SHARE.sub("", text))
    text = _LISTED.sub(r"\g<lead>\g<what>分别是多少", text)
    text = _STEADILY.sub(lambda found: f"逐年{'增加' if found['way'][0] in '多高大涨增上' else '减少'}", text)
    text = _UNITS_BEYOND.sub(r"\g<what>的单位有几家", text)
    text = _CARS.sub(r"\g<many>辆", _GRANTED.sub(r"\g<body>财政拨款收入", text))
    text = _YEARS_LAST_DAY.sub("底", text)
    text = _OF_FISCAL_SIDE.sub(r"\g<fund>\g<side>", text)
    text = _PAST_LIMIT.sub(lambda found: f"债务余额{found['whether'] or ''}超过债务限额", text)
    text = _AND_ANOTHER.sub(
        lambda found: f"{found['first']}多少,{found['other']}" if "多少" not in found["first"] else found[0], text
    )
    text = _SO_MANY.sub(r"\1项", _IN_ALL.sub("合计", _OR_NOT.sub("吗", text)))
    text = _SHARE_IN_MONEY.sub("的金额", text)
    text = _USED_UP.sub("占", _BOTH_PARTS.sub("", text))
    text = _YEAR_END.sub(lambda found: f"{found['when']}年末结转和结余", text)
    text = _MOVED_OUT.sub(r"\1\2多少", text)
    text = _AS_MUCH.sub(lambda found: f"比{found['other']}{found['way']}", text) if "比" not in text else text
    text = _AND_SHARE.sub("", text)
    text = _ROOM.sub(r"\g<debt>限额比\g<debt>余额多多少", text)
    text = _FROM_ABOVE.sub(r"\g<what>收入\g<many>", text)
    text = _THESE_OF_A_SORT.sub(_named_before, text)
    text = _YEARS_IN_ALL.sub(r"\g<years>\g<what>加起来", text)
    text = _PLANNED_AND_SPENT.sub(r"\g<plan>,实际\g<spent>", _CODED.sub("", text))
    text = _PERCENT_LAST.sub("百分之几", _ALL_MONEY.sub("全部资金", text))
    text = _SUM_LAST.sub(r"\g<sum>多少", text)
    return _FROM_TO.sub(_from_one_to_another, text)


def _from_one_to_another(found: re.Match[str]) -> str:
    """从多少调整到多少 within a year: its budget as passed and as adjusted; else how a figure moved from year to year."""
    verb, text = found["verb"] or "变化", found.string
    told = bool(_OTHER_YEAR.search(text)) or len(set(re.findall(r"(?:19|20)\d{2}(?=年|到|至)", text))) > 1
    if verb.startswith(_ADJUSTS) and not told:
        return "年初预算数和调整预算数分别是多少"
    moved = "变化" if verb[0] in "调追变" else verb
    return f"{'' if told else '比上年'}{moved}了多少"


_FROM_ABOVE = re.compile(
    "从(?:上面|上级|上头|上边|省里|中央)(?:能|可以?|会)*(?:拿到|得到|获得|争取到|要到|收到)了?(?P<many>多少)钱?的?"
    "(?P<what>[^,。?;]{2,14}?(?:转移支付|补助|返还))(?!收入)"
)
"""从上面能拿到多少均衡性转移支付: what comes in, and not what goes on to the towns."""
_ALL_MONEY = re.compile(
    "[,，]?(?:如果|要是)?(?:(?:把|连|将)(?:所有|全部|各种|各类|各项)(?:资金|经费)?(?:来源|渠道|口径)?|(?:把|连|将)?财政(?:拨款|资金)?(?:以外|之外|外))的?(?:钱|资金|收入|部分)?(?:也|都|全)?(?:算上|算进去|算在内|加上|包括进去)[,，]?"
)
"""把财政以外的钱也算上: of all money, and not of what is left."""
_THESE_OF_A_SORT = re.compile(
    "(?P<these>[这那](?P<number>[两二三四五六七八九])[项个类块笔种])(?P<sort>[^,，。;?、和与及]{2,8}?)(?=加|合计|总计|一共|总共|共|合起来)"
)


def _named_before(found: re.Match[str]) -> str:
    """水费、电费这两项基本支出加起来: what as many names before are is no other figure to add."""
    before = re.split("[、,，和与及]", found.string[: found.start()])
    several = sum(len(one) > 1 for one in before) >= han_number(found["number"])
    return found["these"] if several else found[0]


_YEARS_IN_ALL = re.compile(
    r"(?P<years>(?<![\d第])[两二三四五]年的?)(?P<what>[^,，。?？\d]{2,12}?)(?:合计|总计|总和)(?=(?:是|为|有)?(?:多少|几|[?？。]*$))"
)
"""三年的项目支出合计: of these years together, and no total of one."""
_PLANNED_AND_SPENT = re.compile(
    "(?P<plan>预算(?:数|额|安排|列|编|定|批)?[是为了有]?(?:(?:多少|几)(?:[万亿]?元|钱)?(?=[,，?？])|[\\d.]+[万亿千]?元?))[,，?？]?"
    "(?:最[后终]|结果|后来|到底|究竟|实际|又|却)*(?P<spent>[花用]了?(?:多少|几))"
)
"""预算多少，花了多少: the second is what came of the budget."""
_CODED = re.compile(r"(?<=[\u4e00-\u9fff]{2})[类款项](?:级?科目)?(?=(?<!\d)\d{3}(?:\d{2}){0,2}(?!\d))")
"""农业农村款21301: the name of a subject right before its code."""
_PERCENT_LAST = re.compile(r"(?:多少|几)\s*%")
_SUM_LAST = re.compile("(?<=[,，])(?P<sum>合计|总计|一共|共计|总共)(?=[?？。]*$)")
"""What the question ends in once several figures are asked for: 各多少辆，合计."""


def _as_range(found: re.Match[str]) -> str:
    """八百多万 as the round amounts that it lies between."""
    figure, scale = found["figure"], found["scale"] or found["whole"]
    least = int(figure) if figure.isdecimal() else han_number(figure)
    if not least:
        return found[0]
    zeros = len(str(least)) - len(str(least).rstrip("0"))
    most = least + (10**zeros if found["scale"] else 1)
    return f"在{least}{scale}到{most}{scale}之间"


def _with_part(found: re.Match[str]) -> str:
    if _TOTALS.search(found["first"]):
        return found["first"] + found["asked"]
    return f"{found['first']}和{found['part']}一共{found['asked']}"


def _sides_compared(found: re.Match[str]) -> str:
    way = "大于" if found["way"].startswith("收") and found["way"][1] in "大多" else "小于"
    return f"{found['fund']}收入{found['between']}{way}{found['fund']}支出"


def _sides_apart(found: re.Match[str]) -> str:
    fund = found["fund"] or found["fiscal"] or "本年"
    return f"{fund}收入减去{fund}支出"


def with_beginnings(tokens: Sequence[Token], text: str, before: Sequence[Token] = ()) -> str:
    """The prepared question with 收入, 支出, 限额 or 余额 that stands alone behind a name of the other side made whole.

    `before` are the tokens of the question before, whose last such name the first of them may lean on.
    """
    bare = not _names_anything(tokens)
    beginning, partner = _last_beginning(before) if bare else ("", "")
    made, end = "", 0
    for number, token in enumerate(tokens):
        if bare and number and is_limit(tokens[number - 1]) and token.surface in _SIDES and not beginning:
            made, end = made + text[end : token.start] + _GENERAL, token.start
            continue
        own, side = _beginning(token)
        if own:
            beginning, partner = own, side
        elif _stands_alone(tokens, number) and beginning and _PARTNERS[token.surface] == partner:
            made, end = made + text[end : token.start] + beginning, token.start
            partner = ""
    return made + text[end:]


def _names_anything(tokens: Sequence[Token]) -> bool:
    return any(
        is_strong(token)
        and not is_limit(token)
        and not token.has("frame")
        and not token.has("organisation")
        and token.surface not in _PARTNERS
        for token in tokens
    )


def _stands_alone(tokens: Sequence[Token], number: int) -> bool:
    """Whether one of these words is neither led nor followed by a word of the same name."""
    token = tokens[number]
    if token.surface not in _PARTNERS:
        return False
    before = tokens[number - 1] if number else None
    after = tokens[number + 1] if number + 1 < len(tokens) else None
    led = before is not None and before.end == token.start and is_strong(before) and not is_limit(before)
    return not led and not (after is not None and after.start == token.end and is_strong(after))


def _last_beginning(tokens: Sequence[Token]) -> tuple[str, str]:
    return next((found for token in reversed(tokens) if (found := _beginning(token))[0]), ("", ""))


def _beginning(token: Token) -> tuple[str, str]:
    """政府性基金, 收入 for 政府性基金收入: what a name of one side of a fund or a debt begins with, and the side; else ""."""
    side = next((side for side in _LONGEST_FIRST if token.surface.endswith(side)), "")
    start = token.surface.removesuffix(side)
    if not side or not start or token.has("frame"):
        return "", ""
    fits = start.endswith(_DEBT) if side in ("限额", "余额") else _is_fund(start)
    return (start, side) if fits else ("", "")


def _is_fund(start: str) -> bool:
    bases = load_lexicon().basis_keys
    return start in bases or start in _FUNDS
