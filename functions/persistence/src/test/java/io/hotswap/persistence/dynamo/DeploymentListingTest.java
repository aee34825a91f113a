package io.hotswap.persistence.dynamo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.deployment.Deployment;
import io.hotswap.domain.deployment.DeploymentFilter;
import io.hotswap.domain.deployment.DeploymentStatus;
import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.listing.PageRequest;
import io.hotswap.persistence.Rollouts;
import io.hotswap.persistence.dynamo.keys.DeploymentKeys;
import io.hotswap.persistence.stored.deployment.StoredDeployment;
import io.hotswap.serialization.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DeploymentListingTest {
  private static final PluginId OTHER = PluginId.of("other");
  private final Rollouts rollouts = new Rollouts();
  private final List<Deployment> newestFirst = new ArrayList<>();

  @Test
  void every_combination_of_filters_gives_the_same_whatever_the_pages_size() {
    some(24);
    for (var plugin :
        List.of(Optional.<PluginId>empty(), Optional.of(rollouts.plugin), Optional.of(OTHER))) {
      for (var environment : List.of(Optional.<Environment>empty(), Optional.of(Environment.QA))) {
        for (var status :
            List.of(
                Optional.<DeploymentStatus>empty(),
                Optional.of(DeploymentStatus.Failed),
                Optional.of(DeploymentStatus.Completed))) {
          var filter = new DeploymentFilter(plugin, environment, status);
          var expected = newestFirst.stream().filter(filter::matches).map(Deployment::id).toList();
          for (int limit : List.of(1, 3, 100)) {
            assertEquals(expected, all(filter, limit), filter + " by " + limit);
          }
        }
      }
    }
  }

  @Test
  void a_page_of_what_hardly_exists_ends_after_so_many_and_the_next_one_goes_on() {
    some(1);
    var rare =
        new DeploymentFilter(Optional.empty(), Optional.of(Environment.QA), Optional.empty());
    var oldest = newestFirst.getFirst();
    stored(oldest.id(), oldest, 0, Environment.QA, rollouts.plugin, DeploymentStatus.Completed);
    for (int i = 1; i <= 1100; i++) {
      stored(
          DeploymentId.of(new UUID(7, i).toString()),
          oldest,
          i,
          Environment.Staging,
          rollouts.plugin,
          DeploymentStatus.Failed);
    }
    var first = rollouts.deployments.list(rare, PageRequest.first(10));
    assertEquals(List.of(), first.items());
    assertTrue(first.next().isPresent());
    var second = rollouts.deployments.list(rare, new PageRequest(10, first.next()));
    assertEquals(List.of(oldest.id()), second.items().stream().map(Deployment::id).toList());
    assertEquals(Optional.empty(), second.next());
  }

  private List<DeploymentId> all(DeploymentFilter filter, int limit) {
    List<DeploymentId> found = new ArrayList<>();
    var page = rollouts.deployments.list(filter, PageRequest.first(limit));
    while (true) {
      assertTrue(page.items().size() <= limit, page.toString());
      page.items().forEach(it -> found.add(it.id()));
      if (page.next().isEmpty()) {
        return found;
      }
      page = rollouts.deployments.list(filter, new PageRequest(limit, page.next()));
    }
  }

  /// Of two plugins, three environments and three states, in turn.
  private void some(int count) {
    var template = rollouts.deployments.find(rollouts.deploy("1.0.0")).orElseThrow();
    var environments = List.of(Environment.Development, Environment.QA, Environment.Production);
    var states =
        List.of(DeploymentStatus.Completed, DeploymentStatus.Failed, DeploymentStatus.Pending);
    stored(template.id(), template, 0, environments.getFirst(), rollouts.plugin, states.getFirst());
    for (int i = 1; i < count; i++) {
      var id = DeploymentId.of(new UUID(3, i).toString());
      stored(
          id,
          template,
          i,
          environments.get(i % 3),
          i % 2 == 0 ? rollouts.plugin : OTHER,
          states.get(i / 3 % 3));
    }
  }

  private void stored(
      DeploymentId id,
      Deployment like,
      int seconds,
      Environment environment,
      PluginId plugin,
      DeploymentStatus status) {
    var json = Json.MAPPER.valueToTree(StoredDeployment.of(like));
    var request = json.withObject("/request");
    request.put("id", id.toString());
    request.put("pluginId", plugin.toString());
    request.put("environment", environment.name());
    request.put("createdAt", like.createdAt().plusSeconds(seconds).toString());
    json.withObject("/progress").put("status", status.name());
    var deployment = Json.MAPPER.convertValue(json, StoredDeployment.class).toDomain();
    var item = new HashMap<>(Items.attributes(StoredDeployment.of(deployment)));
    item.putAll(DeploymentKeys.deployment(id).attributes());
    item.putAll(DeploymentListing.keys(deployment));
    rollouts.dynamo.putItem(it -> it.tableName(rollouts.tables.deployments()).item(item));
    newestFirst.removeIf(it -> it.id().equals(id));
    newestFirst.addFirst(deployment);
  }
}
