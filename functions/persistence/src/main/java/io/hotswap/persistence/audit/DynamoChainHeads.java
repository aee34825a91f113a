package io.hotswap.persistence.audit;

import io.hotswap.domain.audit.AuditQuery;
import io.hotswap.domain.audit.integrity.AuditDigest;
import io.hotswap.domain.audit.integrity.ChainHeads;
import io.hotswap.domain.audit.integrity.ChainLink;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.dynamo.keys.AuditKeys;
import io.hotswap.persistence.stored.audit.StoredChainLink;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// Ends of chains from the index of months.
public final class DynamoChainHeads implements ChainHeads {
  private final DynamoDbClient dynamo;
  private final Tables tables;

  public DynamoChainHeads(DynamoDbClient dynamo, Tables tables) {
    this.dynamo = dynamo;
    this.tables = tables;
  }

  @Override
  public List<AuditDigest.Head> moved(Instant from, Instant to) {
    Map<String, ChainLink> heads = new TreeMap<>();
    Optional<String> any = Optional.empty();
    var search =
        new AuditSearch(
            new AuditQuery(any, any, Optional.empty(), Optional.empty(), any, from, to));
    var end = search.before(Optional.empty());
    search.months(end).forEach(month -> read(search, month, end, heads));
    return heads(heads.values());
  }

  private void read(AuditSearch search, YearMonth month, String end, Map<String, ChainLink> heads) {
    var request = search.request(tables.audit(), month, end).build();
    for (var item : dynamo.queryPaginator(request).items()) {
      if (search.isBefore(Objects.requireNonNull(item.get(AuditKeys.POSITION)).s())) {
        return;
      }
      var link = StoredChainLink.read(Objects.requireNonNull(item.get(AuditKeys.RECORD)).s());
      heads.merge(
          link.subject(), link, (one, other) -> one.sequence() > other.sequence() ? one : other);
    }
  }

  private static List<AuditDigest.Head> heads(Collection<ChainLink> links) {
    return links.stream()
        .map(it -> new AuditDigest.Head(it.subject(), it.sequence(), it.digest()))
        .toList();
  }
}
