package words

func init() {
	add(map[string]string{
		"mesh.nokey": "这台设备还没有拿到本镇的钥匙，暂时不和邻站相连。本机的记录都在，请先办好入网。",
		"mesh.port":  "邻站相连用的地址 %s 被别的程序占着。本机的记录都在，请关掉那个程序，或者换一个地址。",
	})
}
