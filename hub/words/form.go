package words

func init() {
	add(map[string]string{
		"form.unknown":  "这一项这台机器还不认识，先没有存。别的都在。",
		"form.required": "%s还空着，写上就能往下走。",
		"form.type":     "%s写得认不出来，请重新点一下。别的都在。",
		"form.long":     "%s太长了，最多 %d 个字，删掉几个就行。",
		"form.range":    "%s应该在 %s 到 %s %s之间，请再看一眼。",
	})
}
