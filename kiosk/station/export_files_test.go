package station

// ForgetFiles is what a power cut leaves of the files that lie in memory.
func (s *Station) ForgetFiles() { s.jobs = jobs{} }
