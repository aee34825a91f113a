/// AWS clients, and the names of tables and buckets.
@NullMarked
package io.hotswap.persistence.aws;

import org.jspecify.annotations.NullMarked;
