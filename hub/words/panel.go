package words

// The panel on which Chinese is written.
func init() {
	add(map[string]string{
		"panel.away": "这会儿认不了字，写的都还在，过一会儿自己再认。",
		"panel.none": "没认出来。擦掉重写，或者点“拼音”。",
	})
}
