package io.hotswap.archive.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Schema;
import io.hotswap.archive.configuration.CompiledSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// The validator that checks tenants' values is the judge of the comparison.
class SchemaInclusionPropertyTest {
  private static final long SEED = Long.getLong("hotswap.schemas.seed", 19);
  private static final int PAIRS = Integer.getInteger("hotswap.schemas.pairs", 3_000);
  private static final int DOCUMENTS = 60;

  @Test
  void no_document_contradicts_an_answer() {
    var answers = new ArrayList<Inclusion>();
    int told = 0;
    for (int pair = 0; pair < PAIRS; pair++) {
      var random = new RandomSchemas(new Random(SEED * 1_000_003 + pair).nextLong());
      var narrow = random.root();
      var wide = pair % 5 == 0 ? random.root() : random.changed(narrow);
      var answer = SchemaInclusion.decide(narrow, wide);
      answers.add(answer);
      told += check(pair, narrow, wide, answer, documents(random));
    }
    var proved = count(answers, Inclusion.Proved.class);
    var refuted = count(answers, Inclusion.Refuted.class);
    System.out.printf(
        "%d pairs: %d proved, %d refuted, %d undecided; %d documents that both accept%n",
        PAIRS, proved, refuted, PAIRS - proved - refuted, told);
    assertTrue(proved > PAIRS / 2, proved + " proved");
    assertTrue(refuted > PAIRS / 10, refuted + " refuted");
    assertTrue(told > PAIRS, "documents: " + told);
  }

  private static List<JsonNode> documents(RandomSchemas random) {
    var documents = new ArrayList<JsonNode>();
    for (int at = 0; at < DOCUMENTS; at++) {
      documents.add(random.document(3));
    }
    return documents;
  }

  /// @return how many documents of the first were documents of the second, as was proved
  private static int check(
      int pair, JsonNode narrow, JsonNode wide, Inclusion answer, List<JsonNode> documents) {
    var before = CompiledSchema.of(narrow);
    var after = CompiledSchema.of(wide);
    var context = "pair " + pair + ": " + narrow + " in " + wide + ": " + answer;
    return switch (answer) {
      case Inclusion.Proved() -> {
        var accepted = documents.stream().filter(it -> accepts(before, it)).toList();
        accepted.forEach(it -> assertTrue(accepts(after, it), () -> context + ", but " + it));
        yield accepted.size();
      }
      case Inclusion.Refuted(var document) -> {
        assertTrue(accepts(before, document), context);
        assertFalse(accepts(after, document), context);
        yield 0;
      }
      case Inclusion.Undecided(var why) -> {
        assertFalse(why.isBlank());
        yield 0;
      }
    };
  }

  private static boolean accepts(Schema schema, JsonNode document) {
    return schema.validate(document).isEmpty();
  }

  private static int count(List<Inclusion> answers, Class<? extends Inclusion> type) {
    return (int) answers.stream().filter(type::isInstance).count();
  }

  @Test
  void a_schema_is_within_itself_however_it_is_written() {
    for (int at = 0; at < 500; at++) {
      var schema = new RandomSchemas(at).root();
      assertEquals(new Inclusion.Proved(), SchemaInclusion.decide(schema, schema.deepCopy()));
    }
  }
}
