package words_test

import (
	"strings"
	"testing"

	"yizhan/hub"
	"yizhan/hub/words"
)

// TestSentencesTakeTheirArguments says the sentences of care's and place's rules
// with arguments of the kinds that the rules give.
func TestSentencesTakeTheirArguments(t *testing.T) {
	for _, c := range []struct {
		err  *hub.Error
		want string
	}{
		{hub.E(hub.CodeInvalid, "phone.short", 1), "11 位的手机号，少了 1 位。已经写的都在，补上就行。"},
		{hub.E(hub.CodeInvalid, "phone.long", 2), "11 位的手机号，多了 2 位。"},
		{hub.E(hub.CodeInvalid, "identity.short", 3), "身份证号是 18 位，少了 3 位。"},
		{hub.E(hub.CodeInvalid, "identity.long", 1), "多了 1 位。"},
		{hub.E(hub.CodeQuestion, "identity.day", "2025年3月12日", "2025年3月21日"), "身份证上的生日是 2025年3月12日，这里写的是 2025年3月21日。"},
		{hub.E(hub.CodeInvalid, "name.long", 50), "最多 50 个字"},
		{hub.E(hub.CodeInvalid, "birth.future", "2029年3月1日"), "2029年3月1日还没到。"},
		{hub.E(hub.CodeQuestion, "birth.grown", "2023年3月1日"), "2023年3月1日生的，已经满 3 岁了"},
		{hub.E(hub.CodeInvalid, "birth.old", "2015年3月1日"), "2015年3月1日生的，早过 3 岁了"},
		{hub.E(hub.CodeQuestion, "group.young", "托小班", 12, 10), "托小班收满 12 个月的孩子，这个孩子现在 10 个月"},
		{hub.E(hub.CodeQuestion, "group.old", "托小班", 24, 25), "托小班收不满 24 个月的孩子，这个孩子现在 25 个月"},
		{hub.E(hub.CodeInvalid, "group.places", 6), "这个班的 6 个托位都有人了。"},
		{hub.E(hub.CodeInvalid, "group.full", "乳儿班", 10), "乳儿班最多 10 个孩子"},
		{hub.E(hub.CodeForbidden, "pickup.young", 18), "要满 18 岁"},
		{hub.E(hub.CodeQuestion, "pickup.age", 18), "要满 18 岁"},
		{hub.E(hub.CodeInvalid, "pickup.handover-age", 18), "要满 18 岁"},
		{hub.E(hub.CodeInvalid, "place.line-county", 3, "990101"), "第 3 行的前 6 位 990101 "},
		{hub.E(hub.CodeInvalid, "place.line-twice", 4, "110101001001"), "第 4 行的代码 110101001001 前面已经有了。"},
		{hub.E(hub.CodeTooLarge, "place.file-large", 4), "超过 4 MB"},
	} {
		if got := words.Of(c.err); !strings.Contains(got, c.want) || strings.Contains(got, "%!") {
			t.Errorf("%s: %s", c.err.Key, got)
		}
	}
}
