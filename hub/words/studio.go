package words

// The microphone of a class and its recording: why nothing is heard, or kept, and what to
// do. The class itself always goes on.
func init() {
	add(map[string]string{
		"mic.none":    "没有插话筒。插上话筒，过一会儿自己就好。课可以照常上，只是手机上听不见，也录不下声音。",
		"mic.service": "这台机器上没有管声音的服务，话筒用不了。课可以照常上，只是没有声音。请告诉县里管机器的人。",
		"mic.silent":  "话筒没有回答。拔下来再插一次，过一会儿自己就好。课可以照常上，插好以后声音自己接着来。",

		"play.kind":  "这个声音文件喇叭放不了，请在屏幕上点播放来听。",
		"play.siren": "刚才响了报警，喇叭先响报警，放的停下了。报警完了再放一次。",
		"play.torn":  "这个声音文件坏了，放不出来，别的都好好的。请重新放一个进来。",
		"play.mp3":   "这台机器上少了放声音的部件，喇叭放不了，请在屏幕上点播放来听。",

		"class.card-full":  "存录音的地方满了，录音先停下，已经录的都在。课照常上，手机照常听。腾出地方以后自己接着录。",
		"class.card":       "录音写不进去，已经录的都在。课照常上，手机照常听。下课以后关机再开，还这样就告诉县里管机器的人。",
		"class.no-room":    "存录音的地方满了，这节课录不下来。先到上过的课的“录音”里，把不用的点“不要了”，再来开始。",
		"class.sound-busy": "正在上课，话筒正用着。下了课再试。",
		"class.note-busy":  "正在录通知，话筒正用着。录完再试。",
		"class.note-lost":  "通知没有存下：存录音的地方满了，或者写不进去。刚才录的还在，腾出地方再存一次。",
		"class.untried":    "还没有录到声音。先按试听，对着话筒说几句话。",
		"class.encoder":    "这节课前半段的录音是另一种格式，接不上。请另开一节课接着上，前半段的录音好好的在这里。",
		"class.long":       "这节课已经开了两个小时话筒，话筒自己关了，录音都在。还要讲，请下课以后另开一节。",
		"class.recording":  "这节课还在录音，下了课才能拿掉。",
	})
}
