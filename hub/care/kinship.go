package care

import "strings"

// Kin is how an adult belongs to a child: the code of the form's choice, the word
// for the screen, the one-digit code of GB/T 4761-2008 seen from the child (5 父母, 6
// 祖父母/外祖父母, 7 兄弟姐妹, 8 其他; certainty M), and the words that rosters use.
type Kin struct {
	Code  string
	Word  string
	GB    string
	Words []string
}

// Kinships in the order in which they are offered: who is at the desk comes first.
var Kinships = []Kin{
	{"paternal-grandmother", "奶奶", "6", []string{"祖母", "阿奶", "奶", "嬷嬷"}},
	{"mother", "妈妈", "5", []string{"母亲", "妈", "母", "母子", "母女", "娘", "生母"}},
	{"paternal-grandfather", "爷爷", "6", []string{"祖父", "爷", "阿爷"}},
	{"maternal-grandmother", "外婆", "6", []string{"姥姥", "外祖母", "姥", "嘎嘎", "家家"}},
	{"father", "爸爸", "5", []string{"父亲", "爸", "父", "父子", "父女", "爹", "生父"}},
	{"maternal-grandfather", "外公", "6", []string{"姥爷", "外祖父", "外爷", "姥爹"}},
	{"aunt", "姑姑姨姨", "8", []string{"姑姑", "姑妈", "姑", "大姑", "小姑", "姨姨", "姨", "姨妈", "大姨", "小姨", "婶婶", "婶", "伯母", "大娘", "舅妈", "舅母", "妗子"}},
	{"uncle", "叔叔舅舅", "8", []string{"叔叔", "叔", "叔父", "伯伯", "伯父", "大伯", "大爷", "舅舅", "舅", "舅父", "姑父", "姑夫", "姑丈", "姨父", "姨夫", "姨丈"}},
	{"sibling", "哥哥姐姐", "7", []string{"哥哥", "姐姐", "哥", "姐", "兄", "兄弟", "姐妹", "姊妹"}},
	{"other", "别的亲人", "8", []string{"其他", "其它", "亲戚", "亲属", "别的", "保姆", "阿姨", "养父", "养母", "继父", "继母"}},
}

// KinByCode is a kinship by its code.
func KinByCode(code string) (Kin, bool) {
	for _, k := range Kinships {
		if k.Code == code {
			return k, true
		}
	}
	return Kin{}, false
}

// KinByWord reads what a roster says (姥姥, 母亲, 外祖父). Words that fit several, like
// 祖孙, are not known: ok is false, and the word is kept as it was written.
func KinByWord(word string) (Kin, bool) {
	word = strings.Join(strings.Fields(word), "")
	for _, prefix := range []string{"孩子", "宝宝", "幼儿", "的", "他", "她"} {
		word = strings.TrimPrefix(word, prefix)
	}
	for _, k := range Kinships {
		if word == k.Word {
			return k, true
		}
		for _, w := range k.Words {
			if word == w {
				return k, true
			}
		}
	}
	return Kin{}, false
}

// Parent says whether the kinship makes a guardian by law (民法典第二十七条: parents are
// the guardians of a minor).
func (k Kin) Parent() bool { return k.GB == "5" }
