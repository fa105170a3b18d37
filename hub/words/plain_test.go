package words

import (
	"maps"
	"os"
	"regexp"
	"slices"
	"testing"
)

// Words that a person of 58 should never meet: they blame, frighten or say nothing.
var notPlain = regexp.MustCompile(`错误|失败|非法|无效|异常|有误|禁止|警告|系统|请输入|提交|！|!|null|ERROR`)

// next is what a sentence for an error has besides the matter: what to do now. That
// what was written is safe, the page says that shows it (kiosk/web).
var next = regexp.MustCompile(`请|点|再|先|换|看|补|按|打|找|等|回|问|重|插|连|改|选|挑|用|写|试|拿|到|叫|来|腾|分|说|开|记|数|对|删|念|扫|空着|去`)

// noStep are sentences that stand above or beside another one, which says what to do.
var noStep = []string{"county.first-command", "county.demo-login", "county.nobody", "county.officer-dropped", "stick.head-not", "form.say", "take.agreed", "take.owner"}

// complaint is what is wrong with a sentence for an error; "" nothing is.
func complaint(sentence string) string {
	switch {
	case notPlain.MatchString(sentence):
		return "says " + notPlain.FindString(sentence)
	case !next.MatchString(sentence):
		return "does not say what to do"
	case len([]rune(sentence)) > 90:
		return "is long"
	}
	return ""
}

// Every error that a person can meet says what is the matter and what to do, in plain
// words and few.
func TestErrorsArePlain(t *testing.T) {
	src := source{map[string]string{}, map[string]string{}, map[string]string{}}
	if err := src.readTree(os.DirFS("../..")); err != nil {
		t.Fatal(err)
	}
	looked := 0
	for _, key := range slices.Sorted(maps.Keys(src.asked)) {
		sentence, known := sentences[key]
		if !known {
			continue // TestKeys says it
		}
		looked++
		if why := complaint(sentence); why != "" && !slices.Contains(noStep, key) {
			t.Errorf("%s %s: %s", key, why, sentence)
		}
	}
	if looked < 200 {
		t.Errorf("only %d sentences were looked at: the search is broken", looked)
	}
}

// The control.
func TestComplaints(t *testing.T) {
	for sentence, want := range map[string]string{
		"手机号少了 1 位，补上就行。": "", "保存失败，请再试一次。": "says 失败", "输入错误！": "says 错误",
		"这里是别的站的。": "does not say what to do", "": "does not say what to do",
	} {
		if got := complaint(sentence); got != want {
			t.Errorf("%q: %q, want %q", sentence, got, want)
		}
	}
}
