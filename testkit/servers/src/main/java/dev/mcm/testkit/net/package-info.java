/// Loopback networking for tests: free ports and a TCP proxy that can be cut.
@NullMarked
package dev.mcm.testkit.net;

import org.jspecify.annotations.NullMarked;
