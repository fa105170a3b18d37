package words

// The approved picture under the county's overview.
func init() {
	add(map[string]string{
		"map.number": "审图号照图上印的写，像 GS(2024)1234号、晋S(2024)012号。没有审图号的图不能放。还没有存。",
		"map.source": "写一写图是哪里来的，比如省标准地图服务网站。还没有存。",
		"map.none":   "现在没有底图，请先放一张。",
		"map.pins":   "图还没有钉好。请在图上钉两个钉子。",
		"map.near":   "两个钉子太近，点偏一点整张图就歪了。请隔远一些再钉，最好一个在左上、一个在右下。",
		"map.turned": "照这两个钉子，图是歪的、倒的：也许钉反了，也许经纬度写错了，也许图的上面不是北。请再钉一次。",
	})
}
