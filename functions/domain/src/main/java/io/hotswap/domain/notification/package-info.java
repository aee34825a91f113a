/// What people are told, and that it reaches them.
@NullMarked
package io.hotswap.domain.notification;

import org.jspecify.annotations.NullMarked;
