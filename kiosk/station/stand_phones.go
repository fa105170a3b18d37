package station

// word is where families' phones reach this box, for whoever has to try it.
func (p *Phones) word() string {
	at := p.At()
	if len(at) == 0 {
		return "这会儿连不上，登记台照用"
	}
	return "http://" + p.Name + "，也是 " + at[0]
}
