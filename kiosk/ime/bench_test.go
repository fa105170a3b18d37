package ime_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"yizhan/kiosk/ime"
)

// asked is what people type, and what nobody should: phrases, sentences, names whole
// and by syllable, sounds not parted, first letters, and long nonsense.
var asked = []struct {
	mode    ime.Mode
	letters string
}{
	{ime.Phrase, `yufangjiezhong shitang fashao kesou weishengyuan woyaoqujiehaizi haizijintianfashaole nainai jiezhongzheng sijianyouyigehaizi
		zhongwuzaijia yifanjiezon tiwen fasao kehou huadi lainai yfjz wsy sfz bjw dh jzz xiexieni mingtianbulaile waichudagong xian fangan nver lve
		y yu yuf yufa yufan yufangj s sh zh d n l h`},
	{ime.Name, `wangzihan zhangwei lixiuying ouyangnana chenyinuo liuyutong zhouwenbin zanwei liuxuemei lixiuyin wzh lxy zw oynn wang li zhang xianxianxian zhangzhiyi`},
	{ime.Child, `zi han yi ze yu xuan zihan mu chen ruoxi y z h x`},
	{ime.Adult, `xiu ying gui lan jianguo zhi qiang l y`},
	{ime.Surname, `w wang ouyang yuchi zhang l wangzihan`},
	{ime.Phrase, `shishishishishishishishishishishishishi ssssssssssssssssssssssssssssssssssssssss aoeaoeaoeaoeaoeaoeaoeaoeaoeaoeaoeaoeaoe
		zhchshzhchshzhchshzhchshzhchshzhchshzhch xianxianxianxianxianxianxianxianxianxian qwertyuiopasdfghjklzxcvbnm bpmfdtnlgkhjqxzcsryw`},
	{ime.Name, `ssssssssssssssss shishishishi xianxianxianxianxian zzz lllllll yiyiyiyiyiyi`},
}

// BenchmarkAsk answers all of asked in turn; p95-ms is the time that 95 of 100
// questions need at most.
func BenchmarkAsk(b *testing.B) {
	var questions []ime.Ask
	for _, group := range asked {
		for letters := range strings.FieldsSeq(group.letters) {
			questions = append(questions, ime.Ask{Letters: letters, Mode: group.mode})
		}
	}
	ime.Candidates("yi", ime.General) // load
	b.ReportAllocs()
	var took []time.Duration
	for n := 0; b.Loop(); n++ {
		began := time.Now()
		questions[n%len(questions)].Choices()
		took = append(took, time.Since(began))
	}
	slices.Sort(took)
	ms := func(part float64) float64 { return took[int(part*float64(len(took)-1))].Seconds() * 1e3 }
	b.ReportMetric(ms(.5), "p50-ms")
	b.ReportMetric(ms(.95), "p95-ms")
	b.ReportMetric(ms(1), "max-ms")
}
