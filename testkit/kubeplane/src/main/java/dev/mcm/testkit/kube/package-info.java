/// Real Kubernetes API servers for tests: etcd, kube-apiserver and, on request, the controllers and
/// KWOK, as processes on 127.0.0.1 that die with this JVM. The programs come from `make
/// kube-tools`.
@NullMarked
package dev.mcm.testkit.kube;

import org.jspecify.annotations.NullMarked;
