/// The Autoscaler's store on Postgres.
@NullMarked
package dev.mcm.autoscaler.adapter.postgres;

import org.jspecify.annotations.NullMarked;
