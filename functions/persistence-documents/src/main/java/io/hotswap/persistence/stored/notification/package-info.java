/// The outbox as it is stored.
@NullMarked
package io.hotswap.persistence.stored.notification;

import org.jspecify.annotations.NullMarked;
