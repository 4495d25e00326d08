/// The planes' Kubernetes APIs.
@NullMarked
package dev.mcm.atc.adapter.kube;

import org.jspecify.annotations.NullMarked;
