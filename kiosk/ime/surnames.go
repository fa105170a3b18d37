package ime

import (
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"yizhan/hub/names"

	"yizhan/hub"
)

// Surnames in about the order of how many people bear them today (certainty M;
// the first hundred follow the 公安部's yearly reports as remembered).
const commonSurnames = `
王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓韩冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯
江尹薛闫雷段龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔赖文洪施樊葛邢安齐牛温伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌
毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟
邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆
朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况那宿鲜印逯隆茹诺战慕危玉银亢嵇公哈湛宾戎勾茅利
於呼居揭干但尉冶斯元束檀衣信展阴昝智幸奉植衡富尧闭由阎萧代傅丘水昌凤酆郗廖
`

// What 百家姓 (Song dynasty) has beyond these, and surnames of 山西, 重庆 and of
// the peoples of China that it lacks.
const otherSurnames = `
水昌花凤酆禹贝伏茅经裘缪宣贲杭诸钮滑荀於麴家羿汲邴糜松乌弓牧隗山宓蓬郗仰秋暴钭韶蓟怀从鄂籍鬱能苍双莘贡逄扶堵宰郦郤璩濮寿通郏别庄充习宦鱼慎庾终暨步
弘广禄东殳沃蔚越夔师厍融訾空毋乜养须巢蒯后红竺逯益桓公仉督楚法汝钦归岳缑有琴佴墨谯笪年爱言福
候琚郇忻郄户逄折员贠种秘祭么黑令税旷泮鄞冮苏要药续郅巨底校库次腾撒拓撖兀闪达铁刀岩罕旦扎喇妥虎丑皇卯冶者沐佴字赛麦郐洼占召句繁冼洗区侴眭禚咸庹覃谯
先晋豆蹇苌逮降亢圣付仵郝郑遆荀畅皋盍璐卢续葭孛郤聊亓鹤冀暨逢禇雒俱缐上才鲜
`

const doubleSurnames = `
欧阳 上官 皇甫 令狐 诸葛 司徒 司马 申屠 夏侯 贺兰 尉迟 万俟 慕容 长孙 宇文 东方 公孙 南宫 端木 轩辕 钟离 独孤 呼延 赫连 澹台 濮阳 淳于 单于 鲜于
闾丘 太叔 公羊 公冶 宗政 仲孙 司空 亓官 司寇 子车 颛孙 巫马 公西 漆雕 乐正 壤驷 公良 拓跋 夹谷 宰父 谷梁 段干 百里 东郭 南门 羊舌 微生 梁丘 左丘
东门 西门 伯赏 第五 闻人 纳兰 完颜 达奚 哥舒 欧侯 归海 海归 有琴
`

// surnames is every surname, the common ones first, then the double ones, which
// are asked for more often than the rarest single ones.
var surnames = sync.OnceValue(func() []string {
	var all []string
	seen := map[string]bool{}
	add := func(list ...string) {
		for _, s := range list {
			if s != "\n" && !seen[s] {
				seen[s] = true
				all = append(all, s)
			}
		}
	}
	add(strings.Split(commonSurnames, "")...)
	add(strings.Fields(doubleSurnames)...)
	add(strings.Split(otherSurnames, "")...)
	return all
})

// Surnames returns all surnames, those that live here first. here counts the
// people of a surname at this station; it may be nil.
func Surnames(here map[string]int) []string {
	all := slices.Clone(surnames())
	for s := range here {
		if here[s] > 0 && !slices.Contains(all, s) {
			all = append(all, s)
		}
	}
	hub.SortStable(all, func(a, b string) int { return here[b] - here[a] })
	return all
}

// SurnamesBy returns the surnames that some way of saying them lets begin with
// the letters (z, zh, zhang, ouy), in the order of Surnames.
func SurnamesBy(letters string, here map[string]int) []string {
	t, letters := loaded(), clean(letters)
	begins := func(spelt string) bool { return strings.HasPrefix(spelt, letters) }
	return slices.DeleteFunc(Surnames(here), func(s string) bool { return !slices.ContainsFunc(t.spelt[s], begins) })
}

// SurnameSpelled is every way to type a surname; none for what is none.
func SurnameSpelled(surname string) []string { return slices.Clone(loaded().spelt[surname]) }

// SurnameLetters is the letters that some surname begins with: the live tiles of
// the search by first letter.
func SurnameLetters() string {
	var live letterSet
	for _, ways := range loaded().spelt {
		for _, spelt := range ways {
			live.add(spelt[0])
		}
	}
	return live.String()
}

// spelled is every way to say a surname. In the double ones readings live on that
// only a dictionary knows else: 万俟 is moqi.
func spelled(surname string) [][]string {
	all := [][]string{nil}
	double := utf8.RuneCountInString(surname) > 1
	for _, r := range surname {
		var longer [][]string
		for reading, plausible := range names.Readings(r) {
			for _, start := range all {
				if plausible || double {
					longer = append(longer, append(slices.Clone(start), reading))
				}
			}
		}
		all = longer
	}
	return all
}
