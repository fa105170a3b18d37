// Package names finds people by what a care worker can type or tap: first
// letters, full pinyin, any character, a 小名, a carer's name (李秀英家的), the
// end of a phone number, a village. It holds a directory in memory and scans it;
// fifty thousand people take a few milliseconds, so there is no index to keep
// true beside the rows.
//
// Pinyin is a way in, never a fact about a person: every plausible reading of a
// character finds it, and no reading is ever shown or stored.
package names
