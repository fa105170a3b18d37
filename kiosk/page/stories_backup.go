//go:build !release

package page

func backupStories() []Story {
	rows := func(last, where, tried, code Row) Rows {
		return Rows{Frame: frame("备份", "", "/settings"), Action: "/settings/backup", Rows: []Row{last, where, tried, code}}
	}
	now := []Choice{{Value: "now", Text: "现在备份", Icon: "i-stick"}}
	unlock := Unlock{Frame: frame("停电后要先开锁", "", ""), People: []Person{
		{ID: "0a", Name: "站长", Peg: zhang.Peg}, {ID: "0b", Name: "保育员", Peg: liu.Peg},
	}, Pad: pinPad("")}
	unlockKeys, unlockWait := unlock, unlock
	unlockKeys.Chosen, unlockKeys.Away = &unlock.People[0], true
	unlockWait.Chosen, unlockWait.Locked = &unlock.People[0], "连着错了几次，请等 4 分钟再按。记录都在。"
	return []Story{
		{"family-card", "家庭卡", FamilyCard{Frame: frame("家庭卡", "", "/child/0a"), Child: "王梓涵", Site: "柳沟驿站", Number: "482 9137", QR: storyQR, Prev: "/child/0a", Lost: "/child/0a/card/lost"}},
		{"family-card-online", "家庭卡，能在网上看", FamilyCard{Frame: frame("家庭卡", "", "/child/0a"), Child: "王梓涵", Site: "柳沟驿站", Number: "482 9137", Web: "482 9137 205", URL: "tuoyu.example/family", Online: "/child/0a/online", QR: storyQR, Prev: "/child/0a", Lost: "/child/0a/card/lost"}},
		{"family-card-new", "家庭卡，换好了", FamilyCard{Frame: frame("家庭卡", "", "/child/0a").with(func(f *Frame) {
			f.Note = &Note{Kind: "good", Icon: "i-check", Bold: "新卡换好了。", Text: "点“打印”，交给家里。旧卡找到了，剪掉。"}
		}), Child: "王梓涵", Site: "柳沟驿站", Number: "482 9137", QR: storyQR, Prev: "/child/0a", Lost: "/child/0a/card/lost"}},
		{"family-card-lost", "家庭卡丢了", Message{Frame: frame("家庭卡丢了", "", "/child/0a/card"), Icon: "i-people", Kind: "calm", Head: "给王梓涵换一张新卡",
			Lines: []string{"新卡打得开全部记录。丢的那张，打不开以后写的。", "以前写的，捡到卡的人拿到站里还扫得开，收不回来。", "换好就印一张给家里。旧卡找到了，剪掉。"},
			Post:  []Post{{Action: "/child/0a/card/lost", Field: "do", Value: "new", Text: "换一张", Icon: "i-check", Main: true}}}},
		{"unlock", "停电后开锁", unlock},
		{"unlock-keys", "停电后开锁，按密码", unlockKeys},
		{"unlock-wait", "停电后开锁，要等", unlockWait},
		{"backup", "备份", rows(
			Row{Icon: "i-check", Bold: "最近一份", Text: "是11月22日的", Small: "一共留着 3 份，每天夜里自己做", Do: now},
			Row{Icon: "i-stick", Bold: "放在哪里", Text: "U 盘上", Small: "U 盘插着就行，不用管它"},
			Row{Icon: "i-check", Bold: "试着恢复", Text: "11月2日试过，一条不少", Small: "每个月夜里自己试一次"},
			Row{Icon: "i-lock", Bold: "恢复码", Text: "写过了，打得开最近的备份", Small: "纸找不到了，就换一张", Href: "/settings/backup/code", Way: "换一张"})},
		{"backup-none", "还没有备份", rows(
			Row{Icon: "i-warn", Bold: "最近一份", Text: "还没有备份", Small: "这台机器坏了，只剩邻站和县里收到过的", Tag: "要做", Care: true, Do: now},
			Row{Icon: "i-stick", Bold: "放在哪里", Text: "还没有", Small: "看见插着一个 U 盘，可以专门放备份", Do: []Choice{{Value: "stick", Text: "用这个 U 盘", Icon: "i-check"}}},
			Row{Icon: "i-hand", Bold: "试着恢复", Text: "还没试过", Small: "每个月夜里自己试一次"},
			Row{Icon: "i-lock", Bold: "恢复码", Text: "还没有", Small: "机器没了，靠它打开备份。写在纸上，和机器分开放", Tag: "要写", Care: true, Href: "/settings/backup/code", Way: "写一张"})},
		{"recovery-code", "写恢复码", RecoveryCode{Frame: frame("写恢复码", "", "/settings/backup"), Action: "/settings/backup/code",
			Groups: []string{"67655", "24120", "04197", "17095", "68127", "21178", "03357", "65057"}}},
		{"restore-none", "用备份恢复，没看见备份", Message{Frame: frame("用备份恢复", "", "/setup"), Icon: "i-stick", Kind: "calm", Head: "没看见备份",
			Lines: []string{"把放备份的 U 盘插上，等一会儿，点“插好了，再看看”。", "找不到备份，点左上角回去，当新机器用：报过的，县里都在。"},
			Ways:  []Link{{Href: "/setup/backup", Text: "插好了，再看看"}}}},
		{"restore-code", "用备份恢复，按恢复码", Figures{Frame: frame("用备份恢复", "", "/setup/backup"), Action: "/setup/backup/2", Question: "恢复码第 3 组",
			Quiet: "纸上一共八组，一组五个数，照着按。", Pad: Pad{Field: "code", Length: 5, Whole: true, Label: "五个数", Typed: "041", Shown: "041"}, Next: "下一组"}},
		{"recovered", "恢复过了", Message{Frame: frame("恢复过了", "", ""), Icon: "i-undo", Kind: "calm", Head: "本机丢失了 12 条，已找回 9 条",
			Lines: []string{"这台机器上放记录的文件坏了，用了11月22日的备份，坏的那份留着没删。", "正从邻站和县里找，连着网就行。今天的活照常做。"},
			Post:  []Post{{Action: "/recovered", Field: "do", Value: "read", Text: "知道了", Icon: "i-check", Main: true}}}},
	}
}
