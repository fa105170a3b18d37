package names

import (
	"strings"
	"sync"
)

// Characters of names that are written for one another: variants of one
// character, and shapes that are easily taken for each other. What sounds alike
// (子梓紫, 涵函晗, 轩宣萱) needs no entry. Our own list; certainty M.
const lookAlikes = `
未末 己已巳 戊戌戍 祎袆 妤好 玟纹汶 昊吴旲 淇琪棋 玥钥 赟斌 娜那 宸震 彧或 苒再 茗名 芮内 曦羲 昱显 炅灵 翊翌 祺棋 禛祯桢
珺君 玺尔 萱宣 晗哈 烨晔 沁心 佑佐 伊尹 冶治 菲非 瑶谣 梓样 辰晨 亘恒 丞承 烁砾 炎焱 杨扬 汶文 钰玉 栩翊 妍研 姗珊 媛缓 婷亭
嫒媛 婕捷 嬅华 傑杰 國国 華华 雲云 龍龙 鳳凤 蘭兰 紅红 軍军 偉伟 強强 麗丽 榮荣 桂佳 鈺钰 瑋玮 珮佩 峯峰 昇升 陞升 堃坤 喆哲 邨村
濬浚 晧皓 勳勋 淩凌 甯宁 於于 閆闫阎 蕭萧肖 傅付 葉叶 戴代 邱丘 範范 鐘钟鍾 薑姜 錢钱 遊游 館馆 彥彦 產产 妳你 冺泯 脩修 穎颖 頴颖
璿璇 叡睿 鋆均 旸阳 瑒玚 祐佑 衹祗 菓果 苺莓 槑梅 薰熏 燻熏 昰是 仝同 栢柏 邶北 媖英 琍莉 㛃洁 䶮龑 㑇俊 㻞瑄
`

var likeness = sync.OnceValue(func() map[[2]rune]bool {
	pairs := map[[2]rune]bool{}
	for group := range strings.FieldsSeq(lookAlikes) {
		for _, a := range group {
			for _, b := range group {
				pairs[[2]rune{a, b}] = true
			}
		}
	}
	return pairs
})

func lookAlike(a, b rune) bool { return a == b || likeness()[[2]rune{a, b}] }
