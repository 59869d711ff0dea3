// The page on which the API can be tried out. It exists in the demo only.
import "graphiql/graphiql.css";
import { createElement } from "react";
import { createRoot } from "react-dom/client";
import { GraphiQL } from "graphiql";

const place = document.querySelector("[data-gh-graphiql]");

async function ask(operation) {
  const answer = await fetch(place.dataset.ghEndpoint, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRF-Token": place.dataset.ghToken },
    body: JSON.stringify(operation),
  });
  return answer.json();
}

createRoot(place).render(createElement(GraphiQL, { fetcher: ask, defaultQuery: place.dataset.ghExample }));
