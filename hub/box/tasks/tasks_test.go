package tasks

import (
	"fmt"
	"os"
	"testing"

	"yizhan/kiosk/touch"
)

// TestMain: a box asks a child of its program which microphones there are. The child of
// this one has none, and does no tasks.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == "sound" {
		fmt.Println("{}")
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// TestTasks does every task, in the order of a day, and holds what it took against
// the table.
func TestTasks(t *testing.T) {
	w := found(t)
	done, skipped := map[string]cost{}, map[string]bool{}
	for _, task := range []struct {
		name string // its line in tasks.md
		do   func(*town) *touch.Screen
	}{
		{"第一次开机", firstRun},
		{"没有邀请，念数字入网", letIn},
		{"忘了密码，打电话重设", forgottenPIN},
		{"三十个孩子早上到，看过", thirtyArrive},
		{"按首字母找一个孩子", findByLetter},
		{"量身高体重，看长势", weighAndRead},
		{"体检日，看三个孩子", threeExamined},
		{"看一课，扫卡答一答", lessonAndQuiz},
		{"上一节妈妈课堂，从排课到台账", classFromPlanToLedger},
		{"登记一个孩子，只点方块", registerByTiles},
		{"一个孩子登记了两回，合上再拆开", oneChildTwice},
		{"登记一个孩子，名字手写", registerByHand},
		{"问同意，有一项不同意", consentWithRefusal},
		{"两站写得不一样，选一个", settle},
		{"家里委托的药，从单子到喂完", medicineAskedAndGiven},
		{"三十个孩子午检", noonOfThirty},
		{"名单上没有的舅舅来接", uncleFetches},
		{"在邻站用家庭卡打开", cardNextDoor},
		{"用 U 盘送一回", sendByStick},
		{"U 盘拔早了，再送一回", pulledEarly},
		{"同一个人开了两个窗口", twoWindows},
		{"填一张县里的表", anyForm},
		{"报表，从上传到锁定", monthlyReport},
		{"发烧，接走，带着证明回来", feverToReturn}, // ends on the next day
		{"报警，到写成事故记录", alarmToIncident}, // and here the stations are joined by a network
	} {
		t.Run(task.name, func(t *testing.T) {
			w.t = t
			defer func() { w.t, skipped[task.name] = nil, t.Skipped() }()
			f := task.do(w)
			if f == nil {
				return // nothing is counted
			}
			done[task.name] = cost{f.Taps, f.Screens}
			t.Logf("%d taps, %d screens", f.Taps, f.Screens)
		})
	}
	if !t.Failed() {
		compare(t, done, skipped)
	}
}
