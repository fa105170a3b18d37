package ime_test

import (
	"slices"
	"strings"
	"testing"

	"yizhan/kiosk/ime"
)

// What a worker writes in a day, each with the letters that she types; made up by us.
// Each has to be among the first three.
const phrases = `
预防接种yufangjiezhong 预防接种证yufangjiezhongzheng 疫苗yimiao 卡介苗kajiemiao 乙肝疫苗yiganyimiao 百白破baibaipo 水痘shuidou 手足口病shouzukoubing
流感liugan 肺炎feiyan 发烧fashao 低烧dishao 退烧药tuishaoyao 咳嗽kesou 流鼻涕liubiti 拉肚子laduzi 呕吐outu 湿疹shizhen 皮疹pizhen 红屁股hongpigu 过敏guomin
花生过敏huashengguomin 热性惊厥rexingjingjue 佝偻病goulou'bing 贫血pinxue 龋齿quchi 弱视ruoshi 蚕豆病candoubing 体温tiwen 体重tizhong 身高shengao 头围touwei
生长发育shengzhangfayu 体检tijian 儿保erbao 妇幼保健院fuyoubaojianyuan 卫生院weishengyuan 卫生室weishengshi 村医cunyi 转诊zhuanzhen 随访suifang 家访jiafang
住院zhuyuan 打针dazhen 吃药chiyao 喂药weiyao 母乳muru 奶粉naifen 辅食fushi 米粉mifen 鸡蛋羹jidangeng 食堂shitang 午饭wufan 午睡wushui 睡觉shuijiao 尿布niaobu 尿不湿niaobushi
洗手xishou 消毒xiaodu 晨检chenjian 接送人jiesongren 委托书weituoshu 同意书tongyishu 签字qianzi 身份证shenfenzheng 户口本hukouben 出生证明chushengzhengming 医保yibao 低保户dibaohu
电话dianhua 手机号shoujihao 微信群weixinqun 奶奶nainai 爷爷yeye 姥姥laolao 外婆waipo 爸爸baba 妈妈mama 姑姑gugu 舅舅jiujiu 邻居linju 阿姨ayi 站长zhanzhang 村支书cunzhishu
留守儿童liushouertong 外出打工waichudagong 搬家banjia 请假qingjia 缺勤queqin 迟到chidao 回家huijia 登记dengji 缴费jiaofei 补助buzhu 托育tuoyu 托育点tuoyudian 普惠托育puhuituoyu
摔倒shuaidao 磕碰kepeng 烫伤tangshang 被狗咬beigouyao 送医院songyiyuan 哭闹kunao 认生rensheng 会走huizou 学说话xueshuohua 翻身fanshen 绘本huiben 滑梯huati 玩具wanju 积木jimu
长治changzhi 长子县zhangzixian 壶关huguan 重庆chongqing 大足dazu 广西guangxi 村委会cunweihui 居委会juweihui 派出所paichusuo 街道jiedao
女儿nver 绿色lvse 策略celue 侄女zhinv 方案fang'an 西安xi'an
预防接种yufangjiez 卫生院weishengy 身份证shenfenzh 身份证sfz 预防接种yfjz 卫生院wsy 打疫苗dayimiao 明天不来mingtianbulai
发烧fasao 吃饭cifan 身高sengao 奶奶lailai 牛奶liulai 方便fanbian 房子huangzi 接种jiezong`

func TestPhrasesAreAmongTheFirstThree(t *testing.T) {
	wanted, missed := 0, []string(nil)
	for _, w := range strings.Fields(phrases) {
		at := strings.IndexFunc(w, func(r rune) bool { return r < 0x80 })
		wanted++
		list, _ := ime.Page(ime.Candidates(w[at:], ime.Phrase), 0, 3)
		if !slices.Contains(list, w[:at]) {
			missed = append(missed, w+" "+strings.Join(list, ","))
		}
	}
	if wanted < 120 || len(missed) > 0 {
		t.Errorf("of %d: %s", wanted, strings.Join(missed, "\n"))
	}
}

func TestTakingAPartKeepsTheRest(t *testing.T) {
	for _, c := range []struct {
		letters, taken, rest string
		mode                 ime.Mode
	}{
		{"yufangjiezhong", "预防", "jiezhong", ime.Phrase}, {"yufangjiezhong", "预防接种", "", ime.Phrase}, {"yufangjiezhong", "鱼", "fangjiezhong", ime.Phrase},
		{"yfjz", "姨父", "jz", ime.Phrase}, {"zihan", "梓", "han", ime.Child}, {"wangzihan", "王", "zihan", ime.Surname}, {"ouyangna", "欧阳", "na", ime.Name},
		{"xi'an", "西", "an", ime.Phrase}, {"xian", "先", "", ime.Phrase},
	} {
		list := ime.Ask{Letters: c.letters, Mode: c.mode}.Choices()
		i := slices.IndexFunc(list, func(o ime.Choice) bool { return o.Text == c.taken })
		if i < 0 || list[i].Rest != c.rest {
			t.Errorf("%s: %s leaves %q, want %q", c.letters, c.taken, list[max(i, 0)].Rest, c.rest)
		}
	}
	for _, o := range (ime.Ask{Letters: "xi'an", Mode: ime.Phrase}).Choices() {
		if o.Text == "先" && o.Rest == "" {
			t.Error("xi'an is read as one syllable")
		}
	}
}

// What a choice leaves can be read on: yufa leaves ngjiezhong to nobody.
func TestWhatIsLeftCanBeRead(t *testing.T) {
	for _, letters := range []string{"yufangjiezhong", "fangan", "xianggang", "wangzihan"} {
		for _, mode := range []ime.Mode{ime.Phrase, ime.Name} {
			for _, c := range (ime.Ask{Letters: letters, Mode: mode}).Choices() {
				if strings.HasPrefix(c.Rest, "ng") || c.Rest == "g" {
					t.Errorf("%s: %s leaves %q", letters, c.Text, c.Rest)
				}
			}
		}
	}
}

// A sentence is built in steps: longer pieces stand before shorter ones.
func TestLongerBeforeShorter(t *testing.T) {
	last := 0
	for i, o := range (ime.Ask{Letters: "haizijintianfashaole", Mode: ime.Phrase}).Choices() {
		if i > 0 && len(o.Rest) < last {
			t.Fatalf("%d: %s leaves %q after something that leaves %d letters", i, o.Text, o.Rest, last)
		}
		last = len(o.Rest)
	}
	if last == 0 {
		t.Error("nothing shorter is offered")
	}
}

func TestAccents(t *testing.T) {
	first := func(letters string, a ime.Accent, n int) []string {
		var out []string
		page, _ := ime.Page(ime.Ask{Letters: letters, Accent: a}.Choices(), 0, n)
		for _, c := range page {
			out = append(out, c.Text)
		}
		return out
	}
	for _, c := range []struct {
		letters, text string
		says, not     ime.Accent
	}{
		{"lailai", "奶奶", ime.Chongqing, ime.Shanxi}, {"jiezun", "接种", ime.Shanxi, ime.Chongqing}, {"kaoxing", "高兴", ime.Guangxi, ime.Chongqing},
	} {
		if !slices.Contains(first(c.letters, c.says, 3), c.text) {
			t.Errorf("%s: %v", c.letters, first(c.letters, c.says, 3))
		}
		if !slices.Contains(first(c.letters, ime.Everywhere, 3), c.text) {
			t.Errorf("%s where nothing is known of the place: %v", c.letters, first(c.letters, ime.Everywhere, 3))
		}
		if slices.Contains(first(c.letters, c.not, 20), c.text) {
			t.Errorf("%s is %s where the sounds are parted", c.letters, c.text)
		}
	}
	for code, want := range map[string]ime.Accent{"140427103": ime.Shanxi, "500111": ime.Chongqing, "45": ime.Guangxi, "11": ime.Everywhere, "": ime.Everywhere} {
		if got := ime.AccentOf(code); got != want {
			t.Errorf("%s: %v", code, got)
		}
	}
}

// here is a township of our own making.
type here struct{ people, places []string }

func (h here) People(string) []string { return h.people }
func (h here) Places() []string       { return h.places }

var township = here{[]string{"王梓涵", "李秀英", "单雨桐", "欧阳娜"}, []string{"柳沟村", "上庄村", "东关社区", "石子河"}}

func TestFirstLettersOfWhomWeKnow(t *testing.T) {
	for letters, want := range map[string]string{
		"wzh": "王梓涵", "wangzihan": "王梓涵", "wangzh": "王梓涵", "lxy": "李秀英", "lixiuyin": "李秀英", "syt": "单雨桐", "dyt": "单雨桐", "oyn": "欧阳娜",
		"lg": "柳沟村", "liugou": "柳沟村", "lgc": "柳沟村", "liugouc": "柳沟村", "szc": "上庄村", "dgsq": "东关社区", "shizihe": "石子河",
	} {
		for _, mode := range []ime.Mode{ime.Phrase, ime.Name} {
			list := ime.Ask{Letters: letters, Mode: mode, Here: township}.Choices()
			if len(list) == 0 || list[0].Text != want || list[0].Rest != "" {
				t.Errorf("%s (%v): %v", letters, mode, list[:min(3, len(list))])
			}
		}
	}
	if list := (ime.Ask{Letters: "li", Mode: ime.Name, Here: township}).Choices(); list[0].Text != "李" {
		t.Errorf("li: %v", list[:3])
	}
	for _, o := range (ime.Ask{Letters: "zgm", Mode: ime.Phrase, Here: township}).Choices() {
		if slices.Contains(township.people, o.Text) {
			t.Errorf("zgm brings %s", o.Text)
		}
	}
}

func TestWhatFollows(t *testing.T) {
	for _, c := range []struct {
		ask          ime.Ask
		before, want string
	}{
		{ime.Ask{}, "预防", "接种"}, {ime.Ask{}, "明天要打预防", "接种"}, {ime.Ask{}, "发", "烧"}, {ime.Ask{}, "食", "堂"},
		{ime.Ask{Here: township}, "柳", "沟村"}, {ime.Ask{Here: township}, "王", "梓涵"},
		{ime.Ask{Mode: ime.Child}, "王", "梓"}, {ime.Ask{Mode: ime.Child}, "王梓", "涵"}, {ime.Ask{Mode: ime.Adult, Born: 1955}, "李", "秀"},
	} {
		if got := c.ask.Next(c.before); !slices.Contains(got, c.want) || len(got) > ime.PageSize {
			t.Errorf("after %s: %v, want %s among them", c.before, got, c.want)
		}
	}
	for _, nothing := range []string{"", "\xff", "!"} {
		if got := ime.Next(nothing, township); len(got) != 0 {
			t.Errorf("after %q: %v", nothing, got)
		}
	}
	if got := ime.Next("柳", nil); slices.Contains(got, "沟村") {
		t.Error("a village is known to nobody, and suggested")
	}
}

// What a person is called depends on when she was born, and on being a she.
func TestNamesByCohortAndSex(t *testing.T) {
	at := func(a ime.Ask, text string) int {
		return slices.IndexFunc(a.Choices(), func(c ime.Choice) bool { return c.Text == text })
	}
	for _, c := range []struct{ letters, child, elder string }{{"zi", "梓", "子"}, {"yi", "一", "义"}, {"xuan", "萱", "选"}, {"han", "涵", "汉"}, {"gui", "贵", "桂"}, {"ying", "莹", "英"}} {
		young, old := ime.Ask{Letters: c.letters, Mode: ime.Name, Born: 2024}, ime.Ask{Letters: c.letters, Mode: ime.Name, Born: 1955}
		if at(young, c.elder)-at(young, c.child) < at(old, c.elder)-at(old, c.child) {
			t.Errorf("%s: %s is no more a child's than %s", c.letters, c.child, c.elder)
		}
	}
	girl, boy := ime.Ask{Letters: "xuan", Mode: ime.Child, Sex: ime.Female}, ime.Ask{Letters: "xuan", Mode: ime.Child, Sex: ime.Male}
	if at(girl, "萱") > at(girl, "轩") || at(boy, "轩") > at(boy, "萱") {
		t.Errorf("萱 %d 轩 %d for a girl, %d %d for a boy", at(girl, "萱"), at(girl, "轩"), at(boy, "萱"), at(boy, "轩"))
	}
}
