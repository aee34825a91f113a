/// AWS clients, the names of tables and buckets, and the mapping to JSON.
@NullMarked
package io.hotswap.persistence.aws;

import org.jspecify.annotations.NullMarked;
