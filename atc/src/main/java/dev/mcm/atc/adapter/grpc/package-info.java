/// The API: one endpoint per service.
@NullMarked
package dev.mcm.atc.adapter.grpc;

import org.jspecify.annotations.NullMarked;
