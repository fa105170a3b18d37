// Package outside knows what is also kept in other systems (国家托育机构备案信息系统, a city's
// platform) and copied there once (抄报): what such a system asks, in which order and in
// whose words, what of ours answers it, how that is written in its file, and how its answer
// is read back.
//
// A system is data: a Template, which the county makes from the system's own import file.
// Nothing of a format is guessed or shipped; Outlines only name the systems that policy
// names. What a record says is rendered by the template into Values. Those that were entered
// over there are remembered as they were written, and what is still to be done is the
// difference between the two: no more is copied than has changed.
//
// It reads no store and writes nothing; hub/desk does.
package outside
