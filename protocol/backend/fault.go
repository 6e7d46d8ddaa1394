package backend

import "errors"

// Fault is what a FaultyStore does to a commit.
type Fault uint8

// The faults.
const (
	NoFault     Fault = iota
	CrashBefore       // the process ends before the commit is written
	CrashAfter        // the process ends after it is written and before anyone knows
)

// ErrCrash is the failure that a FaultyStore reports.
var ErrCrash = errors.New("backend: crash")

// FaultyStore is a Store whose commits fail as At says: for simulations.
type FaultyStore struct {
	Store
	At func(commit uint64) Fault // nil: never

	commits uint64
}

// Update asks At with the number of this commit, from 1 on, and obeys.
func (s *FaultyStore) Update(serial string, f func(Tx) error) error {
	s.commits++
	fault := NoFault
	if s.At != nil {
		fault = s.At(s.commits)
	}
	err := s.Store.Update(serial, func(tx Tx) error {
		if err := f(tx); err != nil {
			return err
		}
		if fault == CrashBefore {
			return ErrCrash
		}
		return nil
	})
	if err == nil && fault == CrashAfter {
		return ErrCrash
	}
	return err
}

// Commits returns how many commits were begun.
func (s *FaultyStore) Commits() uint64 { return s.commits }
