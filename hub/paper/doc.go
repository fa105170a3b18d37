// Package paper is a library of papers of policy: what they say in short, where they stand,
// and whether they are in force. Those that the program carries are of other places, told in
// words of its own with number and source; a county adds its own (kind paper).
//
//	l := paper.NewLibrary(append(own, paper.Shipped()...))
//	hits := l.Search("预收费几个月")
//
// # How a paper is written
//
//	=== lyg-2020 连云港市：三岁以下照护服务怎么办    key and title; the key is for good
//	number: 连政办发〔2020〕53号
//	issuer: 连云港市政府办公室
//	day: 2020-08-12
//	tags: 收费 预收 备案                              what people say for it
//	source: where the whole text stands
//	                                                  then a fact a line, each with its place
//	预收托费不超过 3 个月。（三（八）3）
package paper
