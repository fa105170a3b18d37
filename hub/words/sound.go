package words

// The box's own loudspeaker: why it is silent, and what still calls.
func init() {
	add(map[string]string{
		"sound.none":    "没有插喇叭。报警的时候这台机器出不了声，屏幕上看得见，邻站照样响。插上喇叭，再试一次。",
		"sound.service": "这台机器上没有管声音的服务，出不了声。报警的时候屏幕上看得见，邻站照样响。请告诉县里管机器的人。",
		"sound.silent":  "喇叭没有回答。把喇叭拔下来再插一次，再试；还不响，关机再开。报警的时候屏幕上看得见，邻站照样响。",
	})
}
