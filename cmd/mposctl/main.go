// Command mposctl is the command line of openmpos.
package main

import (
	"fmt"
	"os"

	"github.com/spf13/cobra"
)

func main() {
	root := &cobra.Command{Use: "mposctl", Short: "Mobile point of sale, down to the byte", SilenceUsage: true, SilenceErrors: true}
	root.AddCommand(newPlaygroundCommand())
	if err := root.Execute(); err != nil {
		fmt.Fprintln(os.Stderr, "mposctl:", err)
		os.Exit(1)
	}
}
