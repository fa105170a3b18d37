package words

func init() {
	add(map[string]string{
		"sync.unreachable": "现在连不上对方，本机的记录都在。网络通了会自动补传，不用再操作。",
		"sync.untrusted":   "对方没有本县发的证书，没有和它交换记录。本机的记录都在，请和县里核对这台设备。",
		"sync.quota":       "对方一小时里发来太多没用的数据，先和它断开，过一会儿自动再试。本机的记录都在；天天这样就请告诉县里。",
		"sync.version":     "对方的程序版本差得太多，暂时不能交换记录。本机的记录都在，请给两边的设备升级。",
	})
}
