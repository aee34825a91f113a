package io.hotswap.archive.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaInclusionTest {
  private static final JsonMapper JSON = new JsonMapper();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'type':'integer'} | {'type':'number'}",
        "{'type':'integer'} | {'multipleOf':0.5}",
        "{'multipleOf':6} | {'multipleOf':3}",
        "{'type':'integer','minimum':2,'maximum':4} | {'exclusiveMinimum':1,'maximum':4}",
        "{'type':'string','minLength':3} | {'type':['string','null'],'minLength':2}",
        "{'type':'string','pattern':'^a','maxLength':9} | {'type':'string','pattern':'^a'}",
        "{'enum':['a','b']} | {'enum':['c','b','a']}",
        "{'enum':['aa','b']} | {'type':'string','maxLength':2}",
        "{'const':1} | {'enum':[1.0]}",
        "{'type':'boolean'} | {'enum':[true,false,7]}",
        "false | {'type':'string'}",
        "{'allOf':[{'type':'string'},{'minLength':2}]} | {'type':'string','minLength':2}",
        "{'anyOf':[{'type':'string'},{'type':'null'}]} | {'type':['null','string']}",
        "{'type':'object','required':['a','b']} | {'type':'object','required':['a']}",
        "{'type':'object','properties':{'a':{'const':1}},'additionalProperties':false} |"
            + " {'type':'object','properties':{'a':{'type':'integer'},'b':true},'additionalProperties':false}",
        "{'type':'array','items':{'type':'integer'},'maxItems':2} |"
            + " {'type':'array','items':{'type':'number'}}",
        "{'type':'array','prefixItems':[{'type':'string'}],'items':false} |"
            + " {'type':'array','maxItems':1}",
        "{'oneOf':[{'type':'string'},{'type':'integer'}]} |"
            + " {'oneOf':[{'type':'string'},{'type':'number'}]}",
        "{'oneOf':[{'type':'object','properties':{'k':{'const':'a'}},'required':['k']},{'type':'object','properties':{'k':{'const':'b'}},'required':['k']}]}"
            + " | {'oneOf':[{'type':'object','properties':{'k':{'const':'b'}},'required':['k']},"
            + "{'type':'object','properties':{'k':{'const':'a'}},'required':['k']},{'type':'null'}]}",
        "{'$ref':'#/$defs/m','$defs':{'m':{'type':'integer','minimum':1}}} |"
            + " {'type':'integer','minimum':0}",
        "{'$ref':'#/$defs/t','$defs':{'t':{'type':'object','properties':{'next':{'$ref':'#/$defs/t'}}}},'title':'x'}"
            + " | {'$ref':'#/$defs/t','$defs':{'t':{'type':'object','properties':{'next':{'$ref':'#/$defs/t'}}}}}",
        "{'type':'string','not':{'const':'a'},'maxLength':3} |"
            + " {'type':'string','not':{'const':'a'}}",
        "{'type':'string','format':'email'} | {'type':'string'}",
        "{'type':'object','patternProperties':{'^a':{'type':'string'}},'required':['b']} |"
            + " {'type':'object','patternProperties':{'^a':{'type':'string'}}}",
      })
  void proved(String narrow, String wide) {
    assertEquals(new Inclusion.Proved(), decide(narrow, wide));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'type':'number'} | {'type':'integer'} | 0.5",
        "{'type':'integer'} | {'type':'integer','maximum':10} | 11",
        "{'type':'string'} | {'type':'string','maxLength':3} | 'xxxx'",
        "{'type':'string'} | {'enum':['a','b']} | 'x'",
        "{'enum':['a','b']} | {'enum':['a']} | 'b'",
        "{'type':['string','null']} | {'type':'string'} | null",
        "{'type':'object'} | {'type':'object','required':['a']} | {}",
        "{'type':'object','properties':{'a':{'type':'string'}}} |"
            + " {'type':'object','properties':{'a':{'type':'string'}},'additionalProperties':false}"
            + " | {'a':'x','unknownProperty':null}",
        "{'type':'array'} | {'type':'array','minItems':1} | []",
        "{'type':'array','items':{'type':'integer'}} |"
            + " {'type':'array','items':{'type':'integer','minimum':0}} | [-1]",
        "{'type':'array'} | {'type':'array','uniqueItems':true} | [null,null]",
        "{'type':'string','examples':['ab','b']} |"
            + " {'type':'string','pattern':'^a','examples':['ab']} | 'x'",
        "{'type':'integer'} | {'type':'integer','multipleOf':5} | 1",
        "true | false | null",
        "{'type':'string'} | {'type':'string','not':{'enum':['x']}} | 'x'",
      })
  void refuted_by_a_document(String narrow, String wide, String document) {
    var refuted = assertInstanceOf(Inclusion.Refuted.class, decide(narrow, wide));
    assertEquals(json(document), json(refuted.document().toString()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'type':'string','pattern':'^[a-c]+$','maxLength':9} |"
            + " {'type':'string','pattern':'^[a-d]+$'}",
        "{'type':'integer','minimum':0,'maximum':9} |"
            + " {'anyOf':[{'type':'integer','minimum':0,'maximum':4},{'type':'integer','minimum':5,'maximum':9}]}",
        "{'type':'string','maxLength':5} | {'type':'string','not':{'minLength':6}}",
        "{'type':'string'} | {'type':'string','format':'email'}",
        "{'type':'object','additionalProperties':{'type':'string'}} |"
            + " {'type':'object','patternProperties':{'':{'type':'string'}}}",
        "{'$ref':'#/$defs/t','$defs':{'t':{'type':'object','additionalProperties':{'$ref':'#/$defs/t'}}}}"
            + " | {'$ref':'#/$defs/t','$defs':{'t':{'type':'object','additionalProperties':{'$ref':'#/$defs/t'},'maxProperties':900}}}",
        "{'maximum':1e200} | {'maximum':1e201}",
      })
  void undecided(String narrow, String wide) {
    assertInstanceOf(Inclusion.Undecided.class, decide(narrow, wide));
  }

  @Test
  void schemas_with_more_combinations_than_can_be_compared_are_undecided_in_a_second() {
    var branch =
        IntStream.range(0, 12)
            .mapToObj(it -> "{'properties':{'p" + it + "':{'minimum':" + it + "}}}")
            .collect(Collectors.joining(",", "{'anyOf':[", "]}"));
    var all = "{'allOf':[" + String.join(",", java.util.Collections.nCopies(8, branch)) + "]}";
    long before = System.nanoTime();
    var answer = assertInstanceOf(Inclusion.Undecided.class, decide(all, branch));
    assertTrue(answer.why().contains("too many combinations"), answer.why());
    assertTrue(System.nanoTime() - before < 5_000_000_000L);
  }

  private static Inclusion decide(String narrow, String wide) {
    return SchemaInclusion.decide(json(narrow), json(wide));
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text.replace('\'', '"'));
    } catch (com.fasterxml.jackson.core.JsonProcessingException broken) {
      throw new IllegalArgumentException(text, broken);
    }
  }
}
