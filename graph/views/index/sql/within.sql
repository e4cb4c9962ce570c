SELECT document.number FROM document WHERE /*lens*/
