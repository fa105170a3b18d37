package words

func init() {
	add(map[string]string{
		"box.port":    "地址 %s 已经有别的程序在用。可能驿站已经开着；要不就换一个：--listen 127.0.0.1:8081。",
		"box.address": "地址 %s 用不了，请看看写得对不对，比如 127.0.0.1:8080。",
	})
}
