package io.hotswap.persistence.dynamo;

import io.hotswap.domain.deployment.Deployment;
import io.hotswap.domain.deployment.DeploymentChange;
import io.hotswap.domain.deployment.DeploymentFilter;
import io.hotswap.domain.deployment.DeploymentPhase;
import io.hotswap.domain.deployment.DeploymentSlot;
import io.hotswap.domain.deployment.Deployments;
import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.ReleaseId;
import io.hotswap.domain.listing.Page;
import io.hotswap.domain.listing.PageRequest;
import io.hotswap.domain.routing.DeployedRelease;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.dynamo.keys.DeploymentKeys;
import io.hotswap.persistence.dynamo.keys.Key;
import io.hotswap.persistence.dynamo.keys.PluginKeys;
import io.hotswap.persistence.stored.deployment.StoredDeployment;
import io.hotswap.persistence.stored.deployment.StoredRelease;
import io.hotswap.persistence.stored.deployment.StoredSlot;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.Update;

/// Deployments and deployment slots in one table.
public final class DynamoDeployments implements Deployments {
  private static final String DEPLOYMENT = "deployment";
  private static final String RELEASE = "release";
  private static final String PLACE = "place";
  private static final String VERSION = "version";
  private static final String PLACES = "places";
  private static final String LINE = "line";
  private static final String HOLDERS = "holders";
  private static final String WAITING = "waiting";

  private final DynamoDbClient dynamo;
  private final Tables tables;
  private final DynamoRouting routing;

  public DynamoDeployments(DynamoDbClient dynamo, Tables tables, DynamoRouting routing) {
    this.dynamo = dynamo;
    this.tables = tables;
    this.routing = routing;
  }

  @Override
  public Optional<Deployment> find(DeploymentId id) {
    return item(DeploymentKeys.deployment(id))
        .map(item -> Items.read(item, StoredDeployment.class).toDomain());
  }

  @Override
  public DeploymentSlot slot(PluginId pluginId, Environment environment) {
    return item(DeploymentKeys.slot(pluginId, environment))
        .map(item -> Items.read(item, StoredSlot.class).toDomain())
        .orElseGet(() -> DeploymentSlot.free(pluginId, environment));
  }

  @Override
  public Set<DeploymentId> holders() {
    return open(HOLDERS);
  }

  @Override
  public Set<DeploymentId> waiting() {
    return open(WAITING);
  }

  @Override
  public Optional<DeployedRelease> release(ReleaseId id) {
    return item(DeploymentKeys.release(id))
        .map(item -> Items.read(item, StoredRelease.class).toDomain());
  }

  private Set<DeploymentId> open(String set) {
    return item(DeploymentKeys.OPEN).map(it -> it.get(set)).stream()
        .flatMap(it -> it.ss().stream())
        .map(DeploymentId::of)
        .collect(Collectors.toSet());
  }

  private Optional<Map<String, AttributeValue>> item(Key key) {
    return Items.find(dynamo, tables.deployments(), key);
  }

  @Override
  public Page<Deployment> list(DeploymentFilter filter, PageRequest page) {
    return new DeploymentListing(dynamo, tables).list(filter, page);
  }

  @Override
  public DeploymentChange.Result commit(DeploymentChange change) {
    var transaction = new Transaction(dynamo);
    deployment(transaction, change.after());
    place(transaction, change.slotBefore(), change.slotAfter());
    open(transaction, change);
    var approvals = new DynamoApprovals(dynamo, tables);
    change.approval().ifPresent(it -> approvals.add(transaction, it));
    change.withdrawnApproval().ifPresent(it -> approvals.add(transaction, it));
    new DynamoOutbox(dynamo, tables).add(transaction, change.messages());
    change.document().ifPresent(it -> routing.inForce(transaction, it));
    transaction.audit(tables.audit(), change.audit());
    return switch (transaction.commit()) {
      case Transaction.Commit.Committed committed -> DeploymentChange.Result.Committed;
      case Transaction.Commit.Refused(var failed) -> result(failed);
    };
  }

  private static DeploymentChange.Result result(List<String> failed) {
    // An approval or message that exists already: the same change was made before.
    if (failed.contains(DEPLOYMENT)
        || failed.contains(Transaction.AUDIT)
        || failed.contains(DynamoApprovals.APPROVAL)
        || failed.contains(DynamoOutbox.MESSAGE)) {
      return DeploymentChange.Result.DeploymentChanged;
    }
    if (failed.contains(PLACE)) {
      return DeploymentChange.Result.SlotTaken;
    }
    if (failed.contains(PLACES)) {
      return DeploymentChange.Result.AllSlotsTaken;
    }
    if (failed.contains(LINE)) {
      return DeploymentChange.Result.TooManyWaiting;
    }
    if (failed.contains(VERSION)) {
      return DeploymentChange.Result.VersionMissing;
    }
    if (failed.contains(DynamoRouting.POINTER)) {
      return DeploymentChange.Result.RoutingMoved;
    }
    throw new IllegalStateException("A transaction failed on " + failed);
  }

  private void deployment(Transaction transaction, Deployment after) {
    var item = new HashMap<>(Items.attributes(StoredDeployment.of(after)));
    item.putAll(DeploymentKeys.deployment(after.id()).attributes());
    item.putAll(DeploymentListing.keys(after));
    if (after.revision() > 1) {
      var before = Map.of(":before", Items.number(after.revision() - 1));
      transaction.put(DEPLOYMENT, tables.deployments(), item, "revision = :before", before);
      return;
    }
    transaction.create(DEPLOYMENT, tables.deployments(), item);
    release(transaction, after.request().release());
    transaction.check(
        VERSION,
        ConditionCheck.builder()
            .tableName(tables.plugins())
            .key(PluginKeys.version(after.pluginId(), after.version().version()).attributes())
            .conditionExpression("attribute_exists(pk)")
            .build());
  }

  /// The same content whichever deployment writes it.
  private void release(Transaction transaction, DeployedRelease it) {
    var item = Items.of(DeploymentKeys.release(it.id()), StoredRelease.of(it));
    transaction.put(RELEASE, tables.deployments(), item);
  }

  private void place(Transaction transaction, DeploymentSlot before, DeploymentSlot after) {
    var key = DeploymentKeys.slot(before.pluginId(), before.environment()).attributes();
    var condition = Held.by(before);
    if (before.equals(after)) {
      transaction.check(
          PLACE,
          ConditionCheck.builder()
              .tableName(tables.deployments())
              .key(key)
              .conditionExpression(condition.expression())
              .expressionAttributeValues(condition.values())
              .build());
      return;
    }
    var item = new HashMap<>(Items.attributes(StoredSlot.of(after)));
    item.putAll(key);
    transaction.put(PLACE, tables.deployments(), item, condition.expression(), condition.values());
  }

  /// One small item lists all deployments in progress: it bounds their number, and the
  /// reconciliation needs no scan.
  private void open(Transaction transaction, DeploymentChange change) {
    var opened = Opened.by(change);
    if (opened.isPresent()) {
      var update =
          Update.builder().tableName(tables.deployments()).key(DeploymentKeys.OPEN.attributes());
      transaction.update(opened.get().label(), opened.get().on(update));
    }
  }

  private record Opened(
      String label,
      String expression,
      Optional<String> condition,
      Map<String, AttributeValue> values) {
    private static final String ROOM =
        "attribute_not_exists(holders) OR size(holders) < :most OR contains(holders, :id)";

    private static final String LINE_ROOM =
        "attribute_not_exists(waiting) OR size(waiting) < :most OR contains(waiting, :id)";

    static Optional<Opened> by(DeploymentChange change) {
      var id = change.after().id();
      boolean held = change.slotBefore().holder().filter(id::equals).isPresent();
      boolean holds = change.slotAfter().holder().filter(id::equals).isPresent();
      boolean waits = change.after().progress().phase() == DeploymentPhase.AwaitingApproval;
      Map<String, AttributeValue> values = new HashMap<>();
      values.put(":ids", AttributeValue.fromSs(List.of(id.toString())));
      if (waits) {
        return Optional.of(waiting(change, values));
      }
      if (holds && !held) {
        return Optional.of(taking(change, values));
      }
      boolean gone = (held && !holds) || change.after().closed();
      return gone
          ? Optional.of(
              new Opened(PLACES, "DELETE holders :ids, waiting :ids", Optional.empty(), values))
          : Optional.empty();
    }

    private static Opened waiting(DeploymentChange change, Map<String, AttributeValue> values) {
      values.put(":most", Items.number(DeploymentSlot.MAX_WAITING));
      values.put(":id", Items.text(change.after().id().toString()));
      return new Opened(LINE, "ADD waiting :ids", Optional.of(LINE_ROOM), values);
    }

    private static Opened taking(DeploymentChange change, Map<String, AttributeValue> values) {
      var expression = "ADD holders :ids DELETE waiting :ids";
      if (change.after().rollingBack()) {
        return new Opened(PLACES, expression, Optional.empty(), values);
      }
      values.put(":most", Items.number(DeploymentSlot.MAX_HELD));
      values.put(":id", Items.text(change.after().id().toString()));
      return new Opened(PLACES, expression, Optional.of(ROOM), values);
    }

    Update on(Update.Builder update) {
      condition.ifPresent(update::conditionExpression);
      return update.updateExpression(expression).expressionAttributeValues(values).build();
    }
  }

  /// The slot is unchanged since it was read.
  private record Held(String expression, Map<String, AttributeValue> values) {
    static Held by(DeploymentSlot slot) {
      if (slot.fence() == 0) {
        return new Held("attribute_not_exists(pk)", Map.of());
      }
      var fence = Map.of(":fence", Items.number(slot.fence()));
      return slot.holder()
          .map(
              it -> {
                Map<String, AttributeValue> values = new HashMap<>(fence);
                values.put(":holder", Items.text(it.toString()));
                return new Held("fence = :fence AND holder = :holder", values);
              })
          .orElseGet(() -> new Held("fence = :fence AND attribute_not_exists(holder)", fence));
    }
  }
}
