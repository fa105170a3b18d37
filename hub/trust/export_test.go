package trust

// PullPlug makes step fail at its nth call, and names the steps that were come by.
func PullPlug(n int, out error) (passed func() []string, restore func()) {
	var names []string
	step = func(name string) error {
		names = append(names, name)
		if len(names) == n {
			return out
		}
		return nil
	}
	return func() []string { return names }, func() { step = func(string) error { return nil } }
}
