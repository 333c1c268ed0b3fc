"""Words that say nothing to a search. For Spanish, the core of PostgreSQL's list; it has none for Catalan.

They stay in the index, where phrases need them, and are left out of what is asked.
"""

CATALAN = frozenset(
    """
    a abans això aixo al algú algun alguna algunes alguns allò als altra altre altres amb an anar aquell aquella
    aquelles aquells aquest aquesta aquestes aquests així aixi bé c cada com contra cosa d dalt de del dels des
    després doncs dos dues durant e el ella elles ells els em en encara ens entre era eren eres es és esta està
    estan estar estat estava et etc eu fa fan fer fins fos ha han has hauria havia he hem heu hi ho i igual iguals
    ja jo l la les li llavors llur lo los m ma mai malgrat mateix mateixa més mes meu meva meves meus mi molt molta
    moltes molts mon n ne ni no nosaltres nostra nostre nostres o oh on pas pel pels per perquè perque però pero poc
    poca pocs poques potser primer pròpia propi qual quals quan quant que què quelcom qui quin quina quines quins s
    sa se segons sense ser seran serà ses seu seua seus seva seves si sí sigut sobre som són son sóc sota sou t ta
    tal també tambe tan tant tanta tantes tants te tenen tenim tenir teniu teu teva teves teus té ton tot tota totes
    tothom tots un una unes uns us va vaig vam van vas veu vosaltres vostra vostre vostres
    """.split()
)
SPANISH = frozenset(
    """
    a al algo algunas algunos ante antes como con contra cual cuando de del desde donde durante e el él ella ellas
    ellos en entre era eran es esa esas ese eso esos esta está estaba están estar este esto estos fue fueron ha han
    hasta hay la las le les lo los más mas me mi mis mucho muchos muy nada ni no nos nosotros nuestra nuestras
    nuestro nuestros o os otra otras otro otros para pero poco por porque que qué quien quienes se sea ser si sí
    sido sin sobre son su sus suya suyo también tambien tanto te tiene tienen todo todos tu tus un una uno unos ya y
    yo
    """.split()
)
STOP_WORDS = {"ca": CATALAN, "es": SPANISH}
