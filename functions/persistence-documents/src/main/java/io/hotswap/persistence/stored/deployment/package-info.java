/// Deployments and slots as they are stored, with everything in them.
@NullMarked
package io.hotswap.persistence.stored.deployment;

import org.jspecify.annotations.NullMarked;
