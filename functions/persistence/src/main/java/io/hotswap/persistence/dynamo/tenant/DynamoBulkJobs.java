package io.hotswap.persistence.dynamo.tenant;

import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.listing.Page;
import io.hotswap.domain.listing.PageRequest;
import io.hotswap.domain.tenant.bulk.BulkJob;
import io.hotswap.domain.tenant.bulk.BulkJobs;
import io.hotswap.domain.tenant.bulk.BulkLine;
import io.hotswap.domain.tenant.bulk.BulkResult;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.dynamo.Items;
import io.hotswap.persistence.dynamo.Transaction;
import io.hotswap.persistence.dynamo.keys.BulkKeys;
import io.hotswap.persistence.dynamo.keys.Key;
import io.hotswap.persistence.stored.tenant.StoredBulkJob;
import io.hotswap.persistence.stored.tenant.StoredBulkLines;
import io.hotswap.persistence.stored.tenant.StoredBulkResults;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Jobs in the tenants' table. One transaction writes a job with all its lines: 10,000 are 51
/// items.
public final class DynamoBulkJobs implements BulkJobs {
  private static final String AS_IT_WAS = "handled = :handled AND attribute_not_exists(endedAt)";
  private static final Duration KEPT = Duration.ofDays(30);

  private final DynamoDbClient dynamo;
  private final Tables tables;

  public DynamoBulkJobs(DynamoDbClient dynamo, Tables tables) {
    this.dynamo = dynamo;
    this.tables = tables;
  }

  @Override
  public boolean create(BulkJob job, List<BulkLine> lines, AuditRecord audit) {
    var transaction = new Transaction(dynamo).create("job", tables.tenants(), item(job));
    int size = job.partSize();
    for (int from = 0; from < lines.size(); from += size) {
      var part = lines.subList(from, Math.min(from + size, lines.size()));
      var key = BulkKeys.lines(job.id(), from / size);
      transaction.create("lines", tables.tenants(), kept(key, StoredBulkLines.of(part), job));
    }
    return transaction.audit(tables.audit(), audit).commit()
        instanceof Transaction.Commit.Committed;
  }

  private static Map<String, AttributeValue> item(BulkJob job) {
    var item = kept(BulkKeys.job(job.id()), StoredBulkJob.of(job), job);
    item.put("listPk", Items.text(job.endedAt().isEmpty() ? BulkKeys.OPEN : BulkKeys.ENDED));
    item.put("listSk", Items.text(Items.sortable(job.createdAt()) + "#" + job.id()));
    return item;
  }

  private static Map<String, AttributeValue> kept(Key key, Object stored, BulkJob job) {
    var item = Items.of(key, stored);
    Instant until = job.createdAt().plus(KEPT);
    item.put("expiresAt", Items.number(until.getEpochSecond()));
    return item;
  }

  @Override
  public Optional<BulkJob> find(UUID id) {
    return Items.find(dynamo, tables.tenants(), BulkKeys.job(id))
        .map(it -> Items.read(it, StoredBulkJob.class).toDomain());
  }

  @Override
  public List<UUID> open(int atMost) {
    return dynamo
        .query(
            it ->
                it.tableName(tables.tenants())
                    .indexName("list")
                    .keyConditionExpression("listPk = :list")
                    .expressionAttributeValues(Map.of(":list", Items.text(BulkKeys.OPEN)))
                    .limit(atMost))
        .items()
        .stream()
        .map(it -> BulkKeys.id(Objects.requireNonNull(it.get("pk")).s()))
        .toList();
  }

  @Override
  public List<BulkLine> next(BulkJob job) {
    var key = BulkKeys.lines(job.id(), job.handled() / job.partSize());
    return Items.find(dynamo, tables.tenants(), key)
        .map(it -> Items.read(it, StoredBulkLines.class).toDomain())
        .orElse(List.of());
  }

  @Override
  public boolean advance(BulkJob before, BulkJob after, List<BulkResult> results) {
    var key = BulkKeys.results(after.id(), before.handled() / before.partSize());
    var handled = Map.of(":handled", Items.number(before.handled()));
    return new Transaction(dynamo)
            .put("job", tables.tenants(), item(after), AS_IT_WAS, handled)
            .create("results", tables.tenants(), kept(key, StoredBulkResults.of(results), after))
            .commit()
        instanceof Transaction.Commit.Committed;
  }

  @Override
  public boolean stop(BulkJob stopped, AuditRecord audit) {
    var handled = Map.of(":handled", Items.number(stopped.handled()));
    return new Transaction(dynamo)
            .put("job", tables.tenants(), item(stopped), AS_IT_WAS, handled)
            .audit(tables.audit(), audit)
            .commit()
        instanceof Transaction.Commit.Committed;
  }

  @Override
  public Page<BulkResult> results(BulkJob job, PageRequest page) {
    int from = page.after().map(Integer::parseInt).orElse(0);
    int size = job.partSize();
    var items =
        Items.find(dynamo, tables.tenants(), BulkKeys.results(job.id(), from / size))
            .map(it -> Items.read(it, StoredBulkResults.class).toDomain())
            .orElse(List.of())
            .stream()
            .skip(from % size)
            .limit(page.limit())
            .toList();
    int next = from + items.size();
    return new Page<>(
        items, next < job.handled() ? Optional.of(Integer.toString(next)) : Optional.empty());
  }
}
