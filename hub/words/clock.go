package words

func init() {
	add(map[string]string{
		"clock.day": "这一天还没到，或者看不懂。再选一个日子，原来记的都没动。",
	})
}
