package words

func init() {
	add(map[string]string{
		"county.may-not-phone":  "全号只有县里和卫生院能看。",
		"county.other-township": "这个孩子在别的镇，这里看不到。",
	})
}
