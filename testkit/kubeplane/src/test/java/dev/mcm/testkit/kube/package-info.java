@NullMarked
package dev.mcm.testkit.kube;

import org.jspecify.annotations.NullMarked;
