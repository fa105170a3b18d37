package tasks

import (
	"os"
	"path/filepath"

	"yizhan/hub/box/sticks"
	"yizhan/kiosk/touch"
)

// thirtyArrive is a tap a child: it came, and it is well.
func thirtyArrive(w *town) *touch.Screen {
	f := w.touch(w.home).Tap("登记台")
	for i, name := range thirty {
		if f.Tap(name); i == len(thirty)/2 {
			f.Shot("登记台")
		}
	}
	return f.See("30到了", "0还没到", "到了，好着呢")
}

// findByLetter knows that nobody else begins with w, z.
func findByLetter(w *town) *touch.Screen {
	f := w.touch(w.home).Tap("找宝宝", "l", "h").Shot("找宝宝")
	return f.Tap("李浩然").See("李浩然", "14 月龄", "138****0401")
}

// weighAndRead puts a child on the scale and reads what its curve says.
func weighAndRead(w *town) *touch.Screen {
	f := w.touch(w.home).Tap("找宝宝", "l", "h", "李浩然", "长势", "量一量").Press("10.2").Tap("下一样：身长").Press("78.5").Shot("量身高体重")
	return f.Tap("就量这些").See("长得正好", "10.2", "78.5", "撤回").Shot("长势")
}

// consentWithRefusal asks a grandmother who does not want photographs.
func consentWithRefusal(w *town) *touch.Screen {
	f := w.touch(w.home).Tap("家同意书还没签", "问一声")
	f.TapIn("给孩子拍照片", "不同意").Shot("问同意").Tap("纸上签好了")
	return f.See("都签好了", "王梓涵 答好了")
}

// settle chooses between what two fingers wrote at two stations, before a stick brought
// it together: the grandmother's new number, once misheard.
func settle(w *town) *touch.Screen {
	newNumber(w.touch(w.next).Tap("找宝宝", "扫家庭卡").Scan(w.card("王梓涵")), "13803551717")
	newNumber(w.touch(w.home).Tap("找宝宝", "w", "z", "h", "王梓涵"), "13803551771")
	w.carry(w.next, w.home)
	f := w.touch(w.home).Tap("处两站写得不一样").See("1717", "1771").Shot("两站不一样")
	return f.Tap("用 138****1717").See("王梓涵", "记好了")
}

// newNumber corrects the grandmother's on a child's page.
func newNumber(f *touch.Screen, number string) {
	f.Tap("改奶奶").TapIn("电话", "改").Press(number).Tap("记下来").See("138****" + number[7:])
}

// uncleFetches is the afternoon: somebody comes who is on no list, and the grandmother
// is asked by telephone.
func uncleFetches(w *town) *touch.Screen {
	w.clock.set(16, 40)
	f := w.touch(w.home).Tap("登记台", "王梓涵", "别人接的", "名单上没有的人来接")
	f.Tap("舅舅", "写名字", "王", "玉", "写好了", "满 18 岁了", "看过身份证").TapIn("看过身份证", "奶奶").Shot("舅舅来接")
	return f.Tap("记下，放行").See("名单外的人接走，记下了", "1已走")
}

// cardNextDoor is a family at the neighbour's station, which does not serve its child:
// the scanner reads its card.
func cardNextDoor(w *town) *touch.Screen {
	f := w.touch(w.next).Tap("找宝宝", "l").SeeNot("李浩然")
	f.Tap("扫家庭卡").Shot("扫家庭卡").Scan(w.card("李浩然"))
	return f.See("李浩然", "14 月龄")
}

// card is what the picture of a child's card says.
func (w *town) card(name string) string {
	w.t.Helper()
	_, figures, ok, err := w.home.Cards().Card(w.t.Context(), w.home.head, w.home.children[name])
	w.must(err)
	if !ok {
		w.t.Fatalf("there is no card of %s", name)
	}
	return figures
}

// sendByStick takes in what a finger wrote at the neighbour's, and gives it what is new
// here. A folder that stands in for a stick is offered only once something new lies in
// it, so the neighbour's box fills it by itself.
func sendByStick(w *town) *touch.Screen {
	stick := filepath.Join(w.t.TempDir(), "stick")
	w.must(os.Mkdir(stick, 0o700))
	newNumber(w.touch(w.next).Tap("找宝宝", "扫家庭卡").Scan(w.card("李浩然")), "13803551919")
	_, err := w.next.Sticks().Fill(w.t.Context(), w.next.head, sticks.Carry{Dir: stick})
	w.must(err)
	f := w.touch(w.home)
	w.plugIn(w.home, stick)
	f.Tap("收件夹里有新的").Shot("用 U 盘送").Tap("开始送").See("拔好了").Shot("送好了").Tap("拔好了")
	w.pullOut(w.home, stick)
	_, err = w.next.Sticks().Take(w.t.Context(), w.next.head, sticks.Carry{Dir: stick})
	w.must(err)
	w.touch(w.home).Tap("找宝宝", "l", "h", "李浩然").See("138****1919")
	return f
}

// threeExamined is the doctor at 体检日: nine figures and one answer a child. The others
// go the same way (kiosk/station TestRoundOfSixty).
func threeExamined(w *town) *touch.Screen {
	f := w.touch(w.home).Tap("更多", "体检和走访", "体检日", "开始")
	f.Press("128915485").See("48.5 厘米", "长得正好").Shot("体检日").Tap("都好，下一个")
	f.Press("131920483").See("48.3 厘米").Tap("都好，下一个")
	return f.See("撤回上一个").Press("126905481").See("48.1 厘米").Tap("都好，下一个").Tap("名单").See("今天看了 3 个", "看过 3")
}
