// Package e2e tests the playground in a real browser. It is a module of its
// own, so that the library does not depend on one.
package e2e
