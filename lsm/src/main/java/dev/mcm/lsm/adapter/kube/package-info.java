/// The plane's Kubernetes API: informers, and projections of what they see.
@NullMarked
package dev.mcm.lsm.adapter.kube;

import org.jspecify.annotations.NullMarked;
